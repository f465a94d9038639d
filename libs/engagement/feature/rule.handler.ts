import { type RuleCommand, ruleDecider, type RuleEvent } from '@laurel/engagement-domain';
import { type Cause, Refused, run } from '@laurel/kernel';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ENGAGEMENT_PORTS, type EngagementPorts } from './engagement.deps.ts';
import { shippedRule, streamOf } from './rule-book.ts';

/** The one bus message of this aggregate: Nest needs a class to dispatch on, the decider does not. */
export class ForRule extends Command<readonly RuleEvent[]> {
  constructor(
    readonly command: RuleCommand,
    readonly cause: Cause,
  ) {
    super();
  }
}

@CommandHandler(ForRule)
export class RuleHandler implements ICommandHandler<ForRule> {
  constructor(@Inject(ENGAGEMENT_PORTS) private readonly ports: EngagementPorts) {}

  execute({ command, cause }: ForRule): Promise<readonly RuleEvent[]> {
    if (command.type !== 'Configure' && shippedRule(this.ports, command.rule)) {
      throw new Refused('rule.shipped', `Laurel ships the rule ${command.rule}: define your own under another id`);
    }
    return run(this.ports.store, ruleDecider, { stream: streamOf(command.rule), command, cause });
  }
}
