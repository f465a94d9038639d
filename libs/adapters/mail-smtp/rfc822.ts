import { type Mail } from '@laurel/communications-domain';
import DKIM from 'nodemailer/lib/dkim/index.js';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import { calendarOf, METHOD } from './calendar.ts';

export interface Message {
  /** Addresses of the envelope. */
  readonly from: string;
  readonly to: string;
  readonly bytes: Buffer;
}

/** A key that signs every mail, so that its receivers know whose it is (RFC 6376). */
export interface Dkim {
  readonly domainName: string;
  readonly keySelector: string;
  /** PEM. */
  readonly privateKey: string;
}

export interface Sender {
  readonly from: string;
  readonly dkim?: Dkim | undefined;
}

/** The mail as it goes over the wire. A fixed Message-ID lets relays and mail clients see a redelivery as the same mail. */
export const messageOf = async (
  { messageId, to, attachments, appointment, unsubscribe, ...mail }: Mail,
  { from, dkim }: Sender,
  date = new Date(),
): Promise<Message> => {
  const message = new MailComposer({
    ...{ from, to, date, subject: mail.subject, text: mail.text, html: mail.html },
    attachments: attachments.map(({ name, type, content }) => ({
      ...{ filename: name, contentType: type, content: Buffer.from(content) },
    })),
    ...(appointment
      ? { icalEvent: { method: METHOD, filename: 'event.ics', content: calendarOf(appointment, from, date) } }
      : {}),
    messageId: `<${messageId}@${domainOf(from)}>`,
    headers: { 'Auto-Submitted': 'auto-generated', ...unsubscribeHeaders(unsubscribe) },
  }).compile();
  const envelope = message.getEnvelope();
  const built = await message.build();
  const bytes = dkim ? await signed(built, dkim) : built;
  return { from: envelope.from || from, to: to.address, bytes };
};

/** A mail program may unsubscribe the person by one POST there (RFC 8058); it never does by a GET. */
const unsubscribeHeaders = (url: string | undefined) =>
  url === undefined
    ? {}
    : {
        'List-Unsubscribe': { prepared: true, foldLines: true, value: `<${url}>` },
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      };

/** The two headers above are signed too, as RFC 8058 asks. */
const SIGNED_HEADERS =
  'from:sender:reply-to:subject:date:message-id:to:cc:mime-version:content-type:content-transfer-encoding:' +
  'list-unsubscribe:list-unsubscribe-post';

const signed = async (message: Buffer, dkim: Dkim): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of new DKIM({ ...dkim, headerFieldNames: SIGNED_HEADERS }).sign(message)) {
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks);
};

const domainOf = (from: string): string => /@([^\s>]+)/.exec(from)?.[1] ?? 'localhost';
