import { type AnnouncementEvent } from '@laurel/contracts';
import { type AnnouncementCommand, announcementDecider, announcementStream } from '@laurel/communications-domain';
import { type Cause, run } from '@laurel/kernel';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ANNOUNCEMENT_PORTS, type AnnouncementPorts } from './announcements.deps.ts';

/** The one bus message of this aggregate: Nest needs a class to dispatch on, the decider does not. */
export class ForAnnouncement extends Command<readonly AnnouncementEvent[]> {
  constructor(
    readonly command: AnnouncementCommand,
    readonly cause: Cause,
  ) {
    super();
  }
}

@CommandHandler(ForAnnouncement)
export class AnnouncementHandler implements ICommandHandler<ForAnnouncement> {
  constructor(@Inject(ANNOUNCEMENT_PORTS) private readonly ports: AnnouncementPorts) {}

  execute({ command, cause }: ForAnnouncement): Promise<readonly AnnouncementEvent[]> {
    const stream = announcementStream(command.announcement);
    return run(this.ports.store, announcementDecider, { stream, command, cause });
  }
}
