import { type ProgrammeCommand, programmeDecider, type ProgrammeEvent } from '@laurel/certification-domain';
import { type Cause, run } from '@laurel/kernel';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CERTIFICATION_PORTS, type CertificationPorts } from '../certification.deps.ts';
import { streamOfProgramme } from './programme-book.ts';

/** The one bus message of this aggregate: Nest needs a class to dispatch on, the decider does not. */
export class ForProgramme extends Command<readonly ProgrammeEvent[]> {
  constructor(
    readonly programme: string,
    readonly command: ProgrammeCommand,
    readonly cause: Cause,
  ) {
    super();
  }
}

@CommandHandler(ForProgramme)
export class ProgrammeHandler implements ICommandHandler<ForProgramme> {
  constructor(@Inject(CERTIFICATION_PORTS) private readonly ports: CertificationPorts) {}

  execute({ programme, command, cause }: ForProgramme): Promise<readonly ProgrammeEvent[]> {
    return run(this.ports.store, programmeDecider, { stream: streamOfProgramme(programme), command, cause });
  }
}
