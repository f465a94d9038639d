import { type ListedIssuerKey } from '@laurel/certification-domain';
import { type IssuerKeys } from '../keys/issuer-keys.ts';

/** A compact JWS of the claims (RFC 7515). kid: address of the key. */
export const signJwt = async (claims: object, key: ListedIssuerKey, kid: string, keys: IssuerKeys): Promise<string> => {
  const alg = key.curve === 'Ed25519' ? 'EdDSA' : 'ES256';
  const signed = [{ alg, kid, typ: 'JWT' }, claims].map(base64UrlOfJson).join('.');
  const signature = await keys.sign(key.name, Buffer.from(signed));
  return `${signed}.${Buffer.from(signature).toString('base64url')}`;
};

const base64UrlOfJson = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
