import { type SendMail } from '@laurel/communications-domain';
import { createTransport, type Transporter } from 'nodemailer';

export interface SmtpMailer {
  readonly send: SendMail;
  /** Throws when the server cannot be reached or refuses the login. */
  check(): Promise<void>;
  close(): void;
}

const TIMEOUT_MS = 30_000;

/** Mail through a server. `from` may name the sender: `Laurel <laurel@example.test>`. */
export const openSmtpMailer = (url: string, from: string): SmtpMailer => {
  const host = domainOf(from);
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 3,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: 2 * TIMEOUT_MS,
  });
  return {
    send: smtpMailer(transport, from, host),
    check: async () => {
      await transport.verify();
    },
    close: () => transport.close(),
  };
};

const smtpMailer =
  (transport: Pick<Transporter, 'sendMail'>, from: string, host: string): SendMail =>
  async ({ messageId, to, subject, text, html }) => {
    try {
      // A fixed Message-ID lets relays and mail clients see a redelivery as the same mail.
      const headers = { 'Auto-Submitted': 'auto-generated' };
      await transport.sendMail({ from, to, subject, text, html, headers, messageId: `<${messageId}@${host}>` });
      return { outcome: 'accepted' };
    } catch (error) {
      const code = replyCode(error);
      if (code !== undefined) {
        return { outcome: code < 500 ? 'tryLater' : 'rejected', reason: `smtp ${code}` };
      }
      if (neverBegan(error)) return { outcome: 'tryLater', reason: 'the mail server cannot be reached' };
      // No answer. What was thrown may quote the address: only its code goes on.
      throw new Error(`the mail server gave no answer (${codeOf(error) ?? 'no code'})`);
    }
  };

/** A reply of the server to MAIL, RCPT or DATA. A lost connection is no reply. */
const replyCode = (error: unknown): number | undefined => {
  const code = error instanceof Error && 'responseCode' in error ? error.responseCode : undefined;
  return typeof code === 'number' ? code : undefined;
};

const BEFORE_THE_MAIL = new Set(['CONN', 'EHLO', 'HELO', 'LHLO', 'STARTTLS', 'AUTH']);

/** The connection failed before a mail was spoken of, so surely nothing was delivered. */
const neverBegan = (error: unknown): boolean =>
  error instanceof Error && 'command' in error && typeof error.command === 'string'
    ? BEFORE_THE_MAIL.has(error.command.split(' ')[0] ?? '')
    : codeOf(error) === 'EDNS';

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

export const domainOf = (from: string): string => /@([^\s>]+)/.exec(from)?.[1] ?? 'localhost';
