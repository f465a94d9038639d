import { addressesOf } from '@laurel/certification-domain';
import { openIssuerKeyStore } from '@laurel/certification-postgres';
import { credentialSigner, openSealedKeys } from '@laurel/open-badges';
import { publicUrlOf } from '@laurel/platform';
import { join } from 'node:path';
import { type Pool } from 'pg';
import { orCannotStart } from '../cannot-start.ts';
import { certificateFilesOf } from './certificate-files.ts';
import { type Opening } from './parts.ts';
import { keyIn } from './signing.ts';

/** Who issues certificates, and what they are signed with. The first keys are made here. */
export const openIssuing = async (
  { settings, folder, clock }: Pick<Opening, 'settings' | 'folder' | 'clock'>,
  pool: Pool,
) => {
  const url = publicUrlOf(settings);
  const issuer = { name: settings.LAUREL_ISSUER_NAME, url, addresses: addressesOf(url) };
  const secret = settings.LAUREL_ISSUER_KEYS_SECRET ?? (await keyIn(join(folder, 'issuer-keys.secret')));
  const issuerKeys = await orCannotStart('certificates cannot be signed (LAUREL_ISSUER_KEYS_SECRET)', async () =>
    openSealedKeys(await openIssuerKeyStore(pool), secret, clock.now()),
  );
  const signer = credentialSigner({ issuer, keys: issuerKeys, jwtAlgorithm: settings.LAUREL_JWT_ALGORITHM });
  return { issuer, issuerKeys, signer, certificateFiles: certificateFilesOf(issuer) };
};
