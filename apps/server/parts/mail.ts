import { type Mailbox } from '@laurel/communications-domain';
import { channelLine, type ChannelLine } from '@laurel/communications-feature';
import { openLocalMailbox, openSmtpMailer, type Sender } from '@laurel/mail-smtp';
import { type HealthCheck, type Metrics } from '@laurel/platform';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { orCannotStart } from '../cannot-start.ts';
import { type Opening } from './parts.ts';

export interface Mail {
  readonly line: ChannelLine;
  /** null where mail leaves through a server. */
  readonly mailbox: Mailbox | null;
  readonly check: HealthCheck;
}

const UNREADABLE = 'The folder mailbox in the data folder cannot be read: give this user its rights back.';
const UNREACHABLE =
  'Is the server of SMTP_URL up, and are its user and password right? Messages wait until it answers.';

/** A mail server, or the local mailbox that a page shows. */
export const openMail = async (
  { settings, folder, clock }: Opening,
  { mailAway }: Pick<Metrics, 'mailAway'>,
): Promise<Mail> => {
  const { SMTP_URL: url } = settings;
  const sender = await senderOf(settings);
  const lineOf = (send: ChannelLine['send'], probe: () => Promise<void>): ChannelLine =>
    channelLine({ send, probe, clock, isAway: (away) => mailAway.set(away ? 1 : 0) });
  if (!url) {
    const mailbox = await openLocalMailbox(join(folder, 'mailbox'), sender, clock);
    const count = async () => ({ kind: 'local mailbox', mails: (await mailbox.list({ skip: 0, limit: 1 })).total });
    const line = lineOf(mailbox.send, () => Promise.resolve());
    return { line, mailbox, check: { name: 'mail', hint: UNREADABLE, check: count } };
  }
  const mailer = openSmtpMailer(url, sender);
  const line = lineOf(mailer.send, mailer.check);
  const verify = async () => {
    await mailer.check();
    const away = line.away();
    return { kind: 'smtp', ...(away ? { pausedSince: away.since.toISOString() } : {}) };
  };
  return { line, mailbox: null, check: { name: 'mail', hint: UNREACHABLE, check: verify } };
};

const senderOf = async ({ LAUREL_MAIL_FROM: from, LAUREL_DKIM: dkim }: Opening['settings']): Promise<Sender> => {
  if (!dkim) return { from };
  const unreadable = `the key of DKIM ${dkim.file} cannot be read (LAUREL_DKIM)`;
  const privateKey = await orCannotStart(unreadable, () => readFile(dkim.file, 'utf8'));
  return { from, dkim: { domainName: dkim.domain, keySelector: dkim.selector, privateKey } };
};
