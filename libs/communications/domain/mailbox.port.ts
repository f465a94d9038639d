import { type Attachment } from '@laurel/contracts';

export interface MailHead {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly date: string;
}

export interface Attached {
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
}

export interface MailText extends MailHead {
  readonly from: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly Attached[];
}

/** The mails that the local mailbox took. */
export interface Mailbox {
  /** Newest first. */
  list(page: { readonly skip: number; readonly limit: number }): Promise<{ total: number; mails: readonly MailHead[] }>;
  read(id: string): Promise<MailText | undefined>;
  /** The attachment at this place, counted from 0. */
  attachment(id: string, place: number): Promise<Attachment | undefined>;
}
