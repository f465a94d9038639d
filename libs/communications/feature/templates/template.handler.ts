import { type TemplateEvent } from '@laurel/contracts';
import { type TemplateCommand, templateDecider, templateStream } from '@laurel/communications-domain';
import { type Cause, run } from '@laurel/kernel';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { TEMPLATE_PORTS, type TemplatePorts } from './templates.deps.ts';

/** The one bus message of this aggregate: Nest needs a class to dispatch on, the decider does not. */
export class ForTemplate extends Command<readonly TemplateEvent[]> {
  constructor(
    readonly command: TemplateCommand,
    readonly cause: Cause,
  ) {
    super();
  }
}

@CommandHandler(ForTemplate)
export class TemplateHandler implements ICommandHandler<ForTemplate> {
  constructor(@Inject(TEMPLATE_PORTS) private readonly ports: TemplatePorts) {}

  execute({ command, cause }: ForTemplate): Promise<readonly TemplateEvent[]> {
    return run(this.ports.store, templateDecider, { stream: templateStream(command.template), command, cause });
  }
}
