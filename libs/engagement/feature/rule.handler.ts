import { type Configure, ruleDecider, type RuleEvent } from '@laurel/engagement-domain';
import { type Cause, run } from '@laurel/kernel';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ENGAGEMENT_PORTS, type EngagementPorts } from './engagement.deps.ts';
import { streamOf } from './rule-book.ts';

/** The one bus message of this aggregate: Nest needs a class to dispatch on, the decider does not. */
export class ForRule extends Command<readonly RuleEvent[]> {
  constructor(
    readonly command: Configure,
    readonly cause: Cause,
  ) {
    super();
  }
}

@CommandHandler(ForRule)
export class RuleHandler implements ICommandHandler<ForRule> {
  constructor(@Inject(ENGAGEMENT_PORTS) private readonly ports: EngagementPorts) {}

  execute({ command, cause }: ForRule): Promise<readonly RuleEvent[]> {
    return run(this.ports.store, ruleDecider, { stream: streamOf(command.rule), command, cause });
  }
}
