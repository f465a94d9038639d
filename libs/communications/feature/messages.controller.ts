import { getAttachment, type MailList, mailQuery, type MailView } from '@laurel/contracts';
import { type Mailbox } from '@laurel/communications-domain';
import { Needs, parseWith, Problematic } from '@laurel/platform';
import { Controller, Get, Inject, Param, Query, StreamableFile } from '@nestjs/common';

/** The local mailbox, or null where mail leaves through a server. */
export const MAILBOX = Symbol('Mailbox');

@Controller('v1/messages')
@Needs('people')
export class MessagesController {
  constructor(@Inject(MAILBOX) private readonly mailbox: Mailbox | null) {}

  @Get()
  async list(@Query() query: unknown): Promise<MailList> {
    const page = parseWith(mailQuery, query);
    if (!this.mailbox) return { mailbox: 'smtp', messages: [], total: 0 };
    const { total, mails } = await this.mailbox.list(page);
    return { mailbox: 'local', messages: [...mails], total };
  }

  @Get(':id')
  async read(@Param('id') id: string): Promise<MailView> {
    const mail = await this.mailbox?.read(id);
    if (!mail) throw new Problematic(404, 'message.missing', 'The local mailbox has no such mail');
    return { ...mail, attachments: [...mail.attachments] };
  }

  @Get(':id/attachments/:place')
  async attachment(@Param() params: unknown): Promise<StreamableFile> {
    const { id, place } = parseWith(getAttachment.params, params);
    const attached = await this.mailbox?.attachment(id, place);
    if (!attached) throw new Problematic(404, 'message.missing', 'The local mailbox has no such mail or attachment');
    // Never shown in the page's own origin, whatever it says it is.
    const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(attached.name)}`;
    return new StreamableFile(attached.content, { type: attached.type, disposition });
  }
}
