import { type SegmentCommand, segmentDecider, type SegmentEvent } from '@laurel/engagement-domain';
import { type Cause, run } from '@laurel/kernel';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ENGAGEMENT_PORTS, type EngagementPorts } from '../engagement.deps.ts';
import { streamOfSegment } from './segment-book.ts';

/** The one bus message of this aggregate: Nest needs a class to dispatch on, the decider does not. */
export class ForSegment extends Command<readonly SegmentEvent[]> {
  constructor(
    readonly command: SegmentCommand,
    readonly cause: Cause,
  ) {
    super();
  }
}

@CommandHandler(ForSegment)
export class SegmentHandler implements ICommandHandler<ForSegment> {
  constructor(@Inject(ENGAGEMENT_PORTS) private readonly ports: EngagementPorts) {}

  execute({ command, cause }: ForSegment): Promise<readonly SegmentEvent[]> {
    return run(this.ports.store, segmentDecider, { stream: streamOfSegment(command.segment), command, cause });
  }
}
