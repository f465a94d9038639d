export * from './local-mailbox.ts';
export { readMailReport } from './read-report.ts';
export { type Dkim, type Sender } from './rfc822.ts';
export { openSmtpMailer, type SmtpMailer } from './smtp-mailer.ts';
