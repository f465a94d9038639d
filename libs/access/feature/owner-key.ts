import { type Scope, scopes } from '@laurel/contracts';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Keyring } from './keyring.ts';

export const OWNER_KEY_FILE = 'owner.key';

/**
 * The key of whoever owns the machine: `<dataDir>/owner.key`, readable by its owner only, with every scope. It is made
 * when there is none, when it was revoked, or when the folder was put beside another database.
 */
export const ensureOwnerKey = async (dataDir: string, keyring: Keyring): Promise<string> => {
  const file = join(dataDir, OWNER_KEY_FILE);
  const found = await readIfThere(file);
  const asker = await keyring.authenticate(found);
  if (asker && scopes.every((scope: Scope) => asker.scopes.has(scope))) return found;
  const { secret } = await keyring.makeForOwner({ name: 'Owner of this machine', scopes });
  await writeFile(`${file}.new`, `${secret}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return secret;
};

const readIfThere = async (file: string): Promise<string> => {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (isMissing(error)) return '';
    throw error;
  }
};

const isMissing = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
