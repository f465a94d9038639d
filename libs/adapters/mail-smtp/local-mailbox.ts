import { type Attachment } from '@laurel/contracts';
import { type Mailbox, type MailHead, type MailText, type SendMail } from '@laurel/communications-domain';
import { type Clock } from '@laurel/kernel';
import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser';
import { mkdir, open, readdir, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, type Sender } from './rfc822.ts';

export interface LocalMailbox extends Mailbox {
  readonly send: SendMail;
}

const ENDING = '.eml';
/** Ids are made by Laurel; whatever else is asked for names no file. */
const ID = /^[A-Za-z0-9-]{1,64}$/;

/**
 * Mail that stays here, one RFC 822 file each. The file is named after the message, so that a redelivery is the same
 * file; it is whole or not there, and on the disk when the mail counts as accepted.
 */
export const openLocalMailbox = async (folder: string, sender: Sender, clock?: Clock): Promise<LocalMailbox> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const fileOf = (id: string): string => join(folder, `${id}${ENDING}`);

  const parsed = async (id: string): Promise<ParsedMail | undefined> => {
    if (!ID.test(id)) return undefined;
    const bytes = await readFile(fileOf(id)).catch(ifMissing);
    return bytes && simpleParser(bytes);
  };
  const read = async (id: string): Promise<MailText | undefined> => {
    const mail = await parsed(id);
    return mail && mailOf(id, mail);
  };
  return {
    send: async (mail) => {
      const { bytes } = await messageOf(mail, sender, clock?.now());
      await writeDurably(folder, fileOf(mail.messageId), bytes);
      return { outcome: 'accepted' };
    },
    list: async ({ skip, limit }) => {
      const ids = await newestFirst(folder);
      const mails = await Promise.all(ids.slice(skip, skip + limit).map(read));
      return { total: ids.length, mails: mails.flatMap((mail) => (mail ? [headOf(mail)] : [])) };
    },
    read,
    attachment: async (id, place) => {
      const mail = await parsed(id);
      return mail && attachmentsOf(mail)[place];
    },
  };
};

const headOf = ({ id, to, subject, date }: MailText): MailHead => ({ id, to, subject, date });

const newestFirst = async (folder: string): Promise<readonly string[]> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith(ENDING));
  const files = await Promise.all(
    names.map(async (name) => ({ name, written: (await stat(join(folder, name))).mtimeMs })),
  );
  return files
    .sort((a, b) => b.written - a.written || a.name.localeCompare(b.name))
    .map(({ name }) => name.slice(0, -ENDING.length));
};

const mailOf = (id: string, mail: ParsedMail): MailText => {
  const { to, from, subject = '', date = new Date(0), text = '', html } = mail;
  return {
    ...{ id, to: textOf(to), from: textOf(from), subject, date: date.toISOString(), text, html: html || '' },
    attachments: attachmentsOf(mail).map(({ name, type, content }) => ({ name, type, bytes: content.byteLength })),
  };
};

const attachmentsOf = ({ attachments }: ParsedMail): readonly Attachment[] =>
  attachments.map(({ filename = 'attachment', contentType, content }) => ({
    ...{ name: filename, type: contentType, content },
  }));

const textOf = (address: AddressObject | AddressObject[] | undefined): string =>
  [address ?? []]
    .flat()
    .map(({ text }) => text)
    .join(', ');

/** Written aside, then renamed; both the bytes and the new name are on the disk when it resolves. */
const writeDurably = async (folder: string, path: string, bytes: Buffer): Promise<void> => {
  const aside = `${path}.${process.pid}.new`;
  const file = await open(aside, 'w', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(aside, path);
  const directory = await open(folder, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
};

const ifMissing = (error: unknown): undefined => {
  if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
};
