import { type Curve, type PublicKey } from '@laurel/verifiable-credentials';
import { createPublicKey, type JsonWebKey, type KeyObject, sign, verify } from 'node:crypto';

/** SubjectPublicKeyInfo up to the key itself (RFC 8410; RFC 5480 with a compressed point). */
const SPKI: Readonly<Record<Curve, string>> = {
  Ed25519: '302a300506032b6570032100',
  'P-256': '3039301306072a8648ce3d020106082a8648ce3d030107032200',
};

/** Throws where the bytes are no point of the curve. */
export const keyObjectOf = ({ curve, bytes }: PublicKey): KeyObject =>
  createPublicKey({ key: Buffer.concat([Buffer.from(SPKI[curve], 'hex'), bytes]), format: 'der', type: 'spki' });

/** undefined: another kind of key. */
export const publicKeyOf = (key: KeyObject): PublicKey | undefined => {
  const { crv, x, y } = key.export({ format: 'jwk' });
  if (crv === 'Ed25519') return { curve: 'Ed25519', bytes: bytesOf(x) };
  if (crv !== 'P-256') return undefined;
  const isOdd = (bytesOf(y)[31] ?? 0) & 1;
  return { curve: 'P-256', bytes: Uint8Array.from([2 + isOdd, ...bytesOf(x)]) };
};

const bytesOf = (text = ''): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64url'));

export const jwkOf = (key: PublicKey): JsonWebKey => keyObjectOf(key).export({ format: 'jwk' });

export const signWith = (key: KeyObject, data: Uint8Array): Uint8Array =>
  key.asymmetricKeyType === 'ed25519'
    ? sign(null, data, key)
    : sign('sha256', data, { key, dsaEncoding: 'ieee-p1363' });

/** EdDSA, ECDSA with SHA-256 or RSASSA-PKCS1-v1_5 with SHA-256, as the key is. */
export const isSignedWith = (key: KeyObject, data: Uint8Array, signature: Uint8Array): boolean =>
  key.asymmetricKeyType === 'ed25519'
    ? verify(null, data, key, signature)
    : verify('sha256', data, { key, dsaEncoding: 'ieee-p1363' }, signature);
