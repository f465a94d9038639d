import { type Answer, type SendMail } from '@laurel/communications-domain';
import { createTransport } from 'nodemailer';
import SmtpConnection from 'nodemailer/lib/smtp-connection/index.js';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { type Message, messageOf, type Sender } from './rfc822.ts';

export interface SmtpMailer {
  readonly send: SendMail;
  /** Throws when the server cannot be reached or refuses the login. */
  check(): Promise<void>;
}

const TIMEOUT_MS = 30_000;
const TIMEOUTS = { connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: 2 * TIMEOUT_MS };

/**
 * Mail through a server, one connection for each mail. nodemailer's transports are not used for sending: its pool sends
 * a mail again by itself when the connection was cut, and neither tells a cut before the mail from one behind it. The
 * address may set other time-outs (`?socketTimeout=5000`).
 */
export const openSmtpMailer = (url: string, sender: Sender): SmtpMailer => {
  const server = createTransport({ url });
  const options: SmtpConnection.Options = { ...TIMEOUTS, ...server.options };
  return {
    check: async () => {
      await server.verify();
    },
    send: async (mail) => {
      const message = await messageOf(mail, sender);
      const connection = new SmtpConnection(options);
      try {
        const no = await failureOf(() => connect(connection, server.options.auth));
        // Before the mail, a "no" is about us (a wrong login, a full server), not about the person: every mail can wait.
        if (no) return { outcome: 'away', reason: no.code === undefined ? NOT_REACHED : `smtp ${no.code}` };
        return await delivered(connection, message);
      } finally {
        connection.close();
      }
    },
  };
};

const NOT_REACHED = 'the mail server cannot be reached';

/** What nodemailer says about a failure, beside its sentence, which may quote the address and is not used. */
const failure = z.looseObject({
  responseCode: z.number().optional().catch(undefined),
  response: z.string().optional().catch(undefined),
  command: z.string().optional().catch(undefined),
  code: z.string().optional().catch(undefined),
});

interface Failure {
  /** What the server answered; undefined: nothing. */
  readonly code: number | undefined;
  /** RFC 3463, such as 5.1.1, where the server says it. */
  readonly status: string | undefined;
  readonly command: string | undefined;
  /** nodemailer's own word, such as ETIMEDOUT. */
  readonly word: string;
}

const failureOf = async (step: () => Promise<void>): Promise<Failure | undefined> => {
  try {
    await step();
    return undefined;
  } catch (error) {
    const { responseCode, response = '', command, code: word = 'no code' } = failure.parse(error);
    return { code: responseCode, status: /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1], command, word };
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

/**
 * The server's answer. A lost connection is one only where the mail itself was not handed over yet: it is asked for behind
 * the server's 354, and then it may have arrived. Throws where it may.
 */
const delivered = async (connection: SmtpConnection, { from, to, bytes }: Message): Promise<Answer> => {
  let handedOver = false;
  const body = Readable.from(
    (function* () {
      handedOver = true;
      yield bytes;
    })(),
  );
  const no = await failureOf(
    () =>
      new Promise((resolve, reject) => {
        connection.on('error', reject);
        connection.send({ from, to }, body, (error) => (error ? reject(error) : resolve()));
      }),
  );
  if (no === undefined) return { outcome: 'accepted' };
  if (no.code !== undefined) return refusalOf(no, no.code);
  if (!handedOver)
    return { outcome: 'tryLater', reason: `the mail server gave no answer before the mail (${no.word})` };
  throw new Error(`the mail server gave no answer (${no.word})`);
};

const refusalOf = (no: Failure, code: number): Answer => {
  const reason = no.status === undefined ? `smtp ${code}` : `smtp ${code} ${no.status}`;
  if (code < 500) return { outcome: 'tryLater', reason };
  return { outcome: 'rejected', reason, about: isAboutAddress(no, code) ? 'address' : 'message' };
};

/** Bad mailbox, bad domain, moved, disabled; a "no" to our policy or to the mail itself says nothing about the address. */
const ADDRESS_STATUS = /^5\.(1\.[1236]|1\.10|2\.1)$/;
const ADDRESS_CODES = new Set([550, 551, 553]);

const isAboutAddress = ({ command, status }: Failure, code: number): boolean =>
  command === 'RCPT TO' && (status === undefined ? ADDRESS_CODES.has(code) : ADDRESS_STATUS.test(status));
