import { addressesOf } from '@laurel/certification-domain';
import { openIssuerKeyStore } from '@laurel/certification-postgres';
import { credentialSigner, openSealedKeys, vaultKeys } from '@laurel/open-badges';
import { publicUrlOf, type VaultSetting } from '@laurel/platform';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Pool } from 'pg';
import { orCannotStart } from '../cannot-start.ts';
import { certificateFilesOf } from './certificate-files.ts';
import { type Opening } from './parts.ts';
import { keyIn } from './signing.ts';

/** Who issues certificates, and what they are signed with. */
export const openIssuing = async (opening: Pick<Opening, 'settings' | 'folder' | 'clock'>, pool: Pool) => {
  const { settings } = opening;
  const url = publicUrlOf(settings);
  const issuer = { name: settings.LAUREL_ISSUER_NAME, url, addresses: addressesOf(url) };
  const keys = await (settings.LAUREL_VAULT ? inVault(settings.LAUREL_VAULT) : inDatabase(opening, pool));
  const signer = credentialSigner({ issuer, keys, jwtAlgorithm: settings.LAUREL_JWT_ALGORITHM });
  return { issuer, issuerKeys: keys, signer, certificateFiles: certificateFilesOf(issuer) };
};

/** The first keys are made here. */
const inDatabase = async ({ settings, folder, clock }: Pick<Opening, 'settings' | 'folder' | 'clock'>, pool: Pool) => {
  const secret = settings.LAUREL_ISSUER_KEYS_SECRET ?? (await keyIn(join(folder, 'issuer-keys.secret')));
  return orCannotStart('certificates cannot be signed (LAUREL_ISSUER_KEYS_SECRET)', async () =>
    openSealedKeys(await openIssuerKeyStore(pool), secret, clock.now()),
  );
};

/** Asked once, so that a wrong setting is told at the start. */
const inVault = ({ url, tokenFile, ed25519, p256 }: VaultSetting) =>
  orCannotStart('Vault cannot be used (LAUREL_VAULT)', async () => {
    const token = (await readFile(tokenFile, 'utf8')).trim();
    const keys = vaultKeys({ url, token, names: { Ed25519: ed25519, 'P-256': p256 } });
    await keys.list();
    return keys;
  });
