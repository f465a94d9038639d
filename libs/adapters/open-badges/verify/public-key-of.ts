import { fromMultikey, type JsonObject } from '@laurel/verifiable-credentials';
import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { keyObjectOf } from '../keys/node-keys.ts';

const jwkForm = z.object({
  kty: z.enum(['OKP', 'EC', 'RSA']),
  crv: z.enum(['Ed25519', 'P-256']).optional(),
  x: z.string().optional(),
  y: z.string().optional(),
  n: z.string().optional(),
  e: z.string().optional(),
});

/** Shorter ones are broken by those who can afford it (NIST SP 800-131A). */
const LEAST_RSA_BITS = 2048;
/** Longer ones cost the verifier more than anybody needs. */
const MOST_RSA_BITS = 8192;

/** undefined: no key of a kind that is known here. Private members are not looked at. */
export const keyOfJwk = (jwk: unknown): KeyObject | undefined => {
  const { data } = jwkForm.safeParse(jwk);
  const key = data && orUndefined(() => createPublicKey({ key: data as JsonWebKey, format: 'jwk' }));
  const bits = key?.asymmetricKeyDetails?.modulusLength ?? LEAST_RSA_BITS;
  return bits >= LEAST_RSA_BITS && bits <= MOST_RSA_BITS ? key : undefined;
};

export const keyOfMultikey = (text: string): KeyObject | undefined => {
  const key = fromMultikey(text);
  return key && orUndefined(() => keyObjectOf(key));
};

/** The key of a verification method: publicKeyMultibase (Multikey, Ed25519VerificationKey2020) or publicKeyJwk. */
export const keyOfMethod = ({ publicKeyMultibase, publicKeyJwk }: JsonObject): KeyObject | undefined =>
  typeof publicKeyMultibase === 'string' ? keyOfMultikey(publicKeyMultibase) : keyOfJwk(publicKeyJwk);

const orUndefined = (make: () => KeyObject): KeyObject | undefined => {
  try {
    return make();
  } catch {
    return undefined; // no point of the curve
  }
};
