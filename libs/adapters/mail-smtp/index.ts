export * from './local-mailbox.ts';
export { openSmtpMailer, type SmtpMailer } from './smtp-mailer.ts';
