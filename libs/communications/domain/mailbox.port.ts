export interface MailHead {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly date: string;
}

export interface MailText extends MailHead {
  readonly from: string;
  readonly text: string;
  readonly html: string;
}

/** The mails that the local mailbox took. */
export interface Mailbox {
  /** Newest first. */
  list(page: { readonly skip: number; readonly limit: number }): Promise<{ total: number; mails: readonly MailHead[] }>;
  read(id: string): Promise<MailText | undefined>;
}
