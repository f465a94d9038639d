import { type ListedIssuerKey } from '@laurel/certification-domain';
import { OPEN_BADGES_3 } from '@laurel/verifiable-credentials';
import { publicKeyNamed } from '../keys/issuer-keys.ts';
import { jwkOf } from '../keys/node-keys.ts';
import { type Issuer, profileOf } from './issuer.ts';

const MULTIKEY_CONTEXT = 'https://w3id.org/security/multikey/v1';
const DID_CONTEXT = 'https://www.w3.org/ns/did/v1';
const CREDENTIALS_CONTEXT = 'https://www.w3.org/ns/credentials/v2';

/** At the issuer's address: the profile, and the keys as Multikeys. */
export const issuerProfileDocument = (issuer: Issuer, keys: readonly ListedIssuerKey[]) => ({
  '@context': [CREDENTIALS_CONTEXT, OPEN_BADGES_3, MULTIKEY_CONTEXT],
  ...profileOf(issuer),
  ...methodsOf(issuer, keys),
});

/** did:web: every key that ever was, so that old certificates stay verifiable. */
export const didDocument = (issuer: Issuer, keys: readonly ListedIssuerKey[]) => ({
  '@context': [DID_CONTEXT, MULTIKEY_CONTEXT],
  id: issuer.addresses.did,
  ...methodsOf(issuer, keys),
});

/** The same keys for readers of JWTs (RFC 7517). */
export const jwksDocument = ({ addresses }: Issuer, keys: readonly ListedIssuerKey[]) => ({
  keys: keys.map((key) => ({
    ...jwkOf(publicKeyNamed(key)),
    ...{ kid: addresses.key(key.name), use: 'sig', alg: key.curve === 'Ed25519' ? 'EdDSA' : 'ES256' },
  })),
});

const methodsOf = ({ addresses }: Issuer, keys: readonly ListedIssuerKey[]) => ({
  verificationMethod: keys.map(({ name }) => ({
    id: addresses.key(name),
    ...{ type: 'Multikey', controller: addresses.did, publicKeyMultibase: name },
  })),
  assertionMethod: keys.map(({ name }) => addresses.key(name)),
});
