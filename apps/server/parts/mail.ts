import { type Mailbox, type SendMail } from '@laurel/communications-domain';
import { openLocalMailbox, openSmtpMailer } from '@laurel/mail-smtp';
import { type HealthCheck } from '@laurel/platform';
import { join } from 'node:path';
import { type Opening } from './parts.ts';

export interface Mail {
  readonly send: SendMail;
  /** null where mail leaves through a server. */
  readonly mailbox: Mailbox | null;
  readonly check: HealthCheck;
}

const UNREADABLE = 'The folder mailbox in the data folder cannot be read: give this user its rights back.';
const UNREACHABLE =
  'Is the server of SMTP_URL up, and are its user and password right? Messages wait until it answers.';

/** A mail server, or the local mailbox that a page shows. */
export const openMail = async ({ settings, folder }: Opening): Promise<Mail> => {
  const { SMTP_URL: url, LAUREL_MAIL_FROM: from } = settings;
  if (!url) {
    const mailbox = await openLocalMailbox(join(folder, 'mailbox'), from);
    const count = async () => ({ kind: 'local mailbox', mails: (await mailbox.list({ skip: 0, limit: 1 })).total });
    return { send: mailbox.send, mailbox, check: { name: 'mail', hint: UNREADABLE, check: count } };
  }
  const mailer = openSmtpMailer(url, from);
  const verify = async () => {
    await mailer.check();
    return { kind: 'smtp' };
  };
  return { send: mailer.send, mailbox: null, check: { name: 'mail', hint: UNREACHABLE, check: verify } };
};
