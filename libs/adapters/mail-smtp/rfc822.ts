import { type Mail } from '@laurel/communications-domain';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';

export interface Message {
  /** Addresses of the envelope. */
  readonly from: string;
  readonly to: string;
  readonly bytes: Buffer;
}

/** The mail as it goes over the wire. A fixed Message-ID lets relays and mail clients see a redelivery as the same mail. */
export const messageOf = async ({ messageId, to, attachments, ...mail }: Mail, from: string): Promise<Message> => {
  const message = new MailComposer({
    ...{ from, to, subject: mail.subject, text: mail.text, html: mail.html },
    attachments: attachments.map(({ name, type, content }) => ({
      ...{ filename: name, contentType: type, content: Buffer.from(content) },
    })),
    messageId: `<${messageId}@${domainOf(from)}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
  }).compile();
  const envelope = message.getEnvelope();
  return { from: envelope.from || from, to: to.address, bytes: await message.build() };
};

const domainOf = (from: string): string => /@([^\s>]+)/.exec(from)?.[1] ?? 'localhost';
