import { type JsonObject } from '@laurel/verifiable-credentials';
import { isPng, unbakePng } from '../bake/png.ts';
import { isSvg, unbakeSvg } from '../bake/svg.ts';
import { isCompactJwt, credentialOfClaims, type Jwt, readJwt } from '../jwt/read-jwt.ts';
import { MOST_BYTES, MOST_CREDENTIAL_BYTES } from './limits.ts';
import { NotRead, readJson } from './read-json.ts';

/** A credential as it came: a document with its proof inside, or in a JWT. */
export interface Given {
  readonly document: JsonObject;
  readonly jwt: Jwt | null;
}

/** Finds the credential in a document, a JWT, or a PNG or SVG that carries one. */
export const readGiven = (given: Uint8Array): Given | NotRead => {
  if (given.length > MOST_BYTES) return new NotRead(`It is larger than ${MOST_BYTES / 1024 / 1024} MiB.`);
  const text = textIn(given);
  if (text instanceof NotRead) return text;
  if (Buffer.byteLength(text) > MOST_CREDENTIAL_BYTES) return new NotRead('The credential is larger than 1 MiB.');
  return readText(text.trim());
};

const textIn = (given: Uint8Array): string | NotRead => {
  if (isPng(given)) return unbakePng(given, MOST_CREDENTIAL_BYTES) ?? new NotRead('The PNG carries no credential.');
  const text = utf8Of(given);
  if (text === undefined) return new NotRead('It is neither text, PNG nor SVG.');
  return isSvg(text) ? (unbakeSvg(text) ?? new NotRead('The SVG carries no credential.')) : text;
};

const readText = (text: string): Given | NotRead => {
  if (!isCompactJwt(text)) {
    const document = readJson(text);
    return document instanceof NotRead ? document : { document, jwt: null };
  }
  const jwt = readJwt(text);
  return jwt instanceof NotRead ? jwt : { document: credentialOfClaims(jwt.claims), jwt };
};

const utf8Of = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined; // not text
  }
};
