import { type Sign } from '@laurel/communications-domain';
import { createHmac, randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Opening } from './parts.ts';

/** 128 bits: enough for a link that unsubscribes, and short in a mail. */
const SIGNATURE_CHARACTERS = 22;

export interface Signing {
  readonly sign: Sign;
  readonly digestOf: (address: string) => string;
  /** For the link by which a learner decides who sees a certificate. */
  readonly signSharing: (certificate: string) => string;
}

/** Links of messages are signed, and addresses named, with one key that never leaves this place. */
export const openSigning = async ({ settings, folder }: Pick<Opening, 'settings' | 'folder'>): Promise<Signing> => {
  const key = settings.LAUREL_LINK_KEY ?? (await keyIn(join(folder, 'links.key')));
  const digest = (purpose: string, text: string) => createHmac('sha256', key).update(`${purpose}\n${text}`);
  return {
    signSharing: (certificate) => digest('sharing', certificate).digest('base64url').slice(0, SIGNATURE_CHARACTERS),
    sign: (purpose, text) => digest(`link ${purpose}`, text).digest('base64url').slice(0, SIGNATURE_CHARACTERS),
    digestOf: (address) => digest('address', address.trim().toLowerCase()).digest('hex').slice(0, 32),
  };
};

/** Made once; of two processes that start at once both read the one that was there first. */
export const keyIn = async (path: string): Promise<string> => {
  const aside = `${path}.${process.pid}.new`;
  await writeFile(aside, randomBytes(32).toString('hex'), { mode: 0o600 });
  await link(aside, path).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  });
  await rm(aside);
  return readFile(path, 'utf8');
};
