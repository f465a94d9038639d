import { inboxQuery, type InboxView } from '@laurel/contracts';
import { type Inbox, type KeptEntry } from '@laurel/communications-domain';
import { type Clock } from '@laurel/kernel';
import { Needs, parseWith, Problematic } from '@laurel/platform';
import { Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';

export interface InboxPorts {
  readonly inbox: Inbox;
  readonly clock: Clock;
}
export const INBOX_PORTS = Symbol('InboxPorts');

@Controller('v1/inbox')
@Needs('people')
export class InboxController {
  constructor(@Inject(INBOX_PORTS) private readonly ports: InboxPorts) {}

  @Get(':learner')
  async list(@Param('learner') learner: string, @Query() query: unknown): Promise<InboxView> {
    const { entries, total, unread } = await this.ports.inbox.list(learner, parseWith(inboxQuery, query));
    return { messages: entries.map(viewOf), total, unread };
  }

  @Post(':learner/:message/read')
  @HttpCode(204)
  async markRead(@Param('learner') learner: string, @Param('message') message: string): Promise<void> {
    const found = await this.ports.inbox.markRead(learner, message, this.ports.clock.now());
    if (!found) throw new Problematic(404, 'message.missing', 'This person has no such message');
  }
}

const viewOf = ({ message, subject, text, html, arrivedAt, readAt }: KeptEntry): InboxView['messages'][number] => ({
  ...{ message, subject, text, html },
  ...{ arrivedAt: arrivedAt.toISOString(), readAt: readAt?.toISOString() ?? null },
});
