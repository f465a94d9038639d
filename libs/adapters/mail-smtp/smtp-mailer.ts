import { type Answer, type SendMail } from '@laurel/communications-domain';
import { createTransport } from 'nodemailer';
import SmtpConnection from 'nodemailer/lib/smtp-connection/index.js';
import { z } from 'zod';
import { messageOf } from './rfc822.ts';

export interface SmtpMailer {
  readonly send: SendMail;
  /** Throws when the server cannot be reached or refuses the login. */
  check(): Promise<void>;
}

const TIMEOUT_MS = 30_000;

/**
 * Mail through a server, one connection for each mail. nodemailer's transports are not used for sending: its pool sends
 * a mail again by itself when the connection was cut, and neither tells a cut before the mail from one behind it.
 */
export const openSmtpMailer = (url: string, from: string): SmtpMailer => {
  const server = createTransport({ url });
  const timeouts = { connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: 2 * TIMEOUT_MS };
  const options: SmtpConnection.Options = { ...server.options, ...timeouts };
  return {
    check: async () => {
      await server.verify();
    },
    send: async (mail) => {
      const message = await messageOf(mail, from);
      const connection = new SmtpConnection(options);
      try {
        const no = await refusalOf(() => connect(connection, server.options.auth), NOT_REACHED);
        // Before the mail, a "no" is about us (a wrong login, a full server), not about the person: the mail can wait.
        if (no) return { outcome: 'tryLater', reason: no.reason };
        return (await refusalOf(() => deliver(connection, message))) ?? { outcome: 'accepted' };
      } finally {
        connection.close();
      }
    },
  };
};

const NOT_REACHED = 'the mail server cannot be reached';

type Refusal = Exclude<Answer, { outcome: 'accepted' }>;

/** What nodemailer says about a failure, beside its sentence. */
const failure = z.looseObject({
  responseCode: z.number().optional().catch(undefined),
  code: z.string().optional().catch(undefined),
});

/**
 * The server's "no", or undefined when it took it. A lost connection is no answer: it is thrown, unless `lost` says what
 * it means. The error's own sentence may quote the address: only codes go on.
 */
const refusalOf = async (step: () => Promise<void>, lost?: string): Promise<Refusal | undefined> => {
  try {
    await step();
    return undefined;
  } catch (error) {
    const { responseCode, code } = failure.parse(error);
    if (responseCode !== undefined) {
      return { outcome: responseCode < 500 ? 'tryLater' : 'rejected', reason: `smtp ${responseCode}` };
    }
    if (lost !== undefined) return { outcome: 'tryLater', reason: lost };
    throw new Error(`the mail server gave no answer (${code ?? 'no code'})`);
  }
};

/** Connected and, where the URL has a user, logged in. */
const connect = (connection: SmtpConnection, auth: SmtpConnection.AuthenticationType | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    connection.on('error', reject);
    connection.connect(() => {
      if (auth) connection.login(auth, (error) => (error ? reject(error) : resolve()));
      else resolve();
    });
  });

const deliver = (
  connection: SmtpConnection,
  { from, to, bytes }: Awaited<ReturnType<typeof messageOf>>,
): Promise<void> =>
  new Promise((resolve, reject) => {
    connection.on('error', reject);
    connection.send({ from, to }, bytes, (error) => (error ? reject(error) : resolve()));
  });
