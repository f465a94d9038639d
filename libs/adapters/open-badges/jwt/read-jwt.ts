import { type JsonObject } from '@laurel/verifiable-credentials';
import { NotRead, readJson } from '../verify/read-json.ts';

export interface Jwt {
  readonly header: JsonObject;
  readonly claims: JsonObject;
  /** What the signature is over. */
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
}

const COMPACT = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/;

export const isCompactJwt = (text: string): boolean => COMPACT.test(text);

/** A compact JWS with claims (RFC 7519), not verified. */
export const readJwt = (text: string): Jwt | NotRead => {
  const [, head = '', body = '', signature = ''] = COMPACT.exec(text) ?? [];
  const header = readJson(Buffer.from(head, 'base64url').toString());
  const claims = readJson(Buffer.from(body, 'base64url').toString());
  if (header instanceof NotRead) return new NotRead(`The header of the JWT cannot be read. ${header.why}`);
  if (claims instanceof NotRead) return new NotRead(`The claims of the JWT cannot be read. ${claims.why}`);
  return { header, claims, signed: Buffer.from(`${head}.${body}`), signature: Buffer.from(signature, 'base64url') };
};

/**
 * The credential in the claims: beside the registered ones (Open Badges 3.0, VC-JOSE-COSE) or, as Verifiable Credentials 1.1 had
 * it, in `vc`.
 */
export const credentialOfClaims = (claims: JsonObject): JsonObject => {
  const { vc } = claims;
  if (typeof vc === 'object' && vc !== null && !Array.isArray(vc)) return vc as JsonObject;
  return Object.fromEntries(Object.entries(claims).filter(([name]) => !REGISTERED.has(name)));
};
const REGISTERED = new Set(['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'cnf']);
