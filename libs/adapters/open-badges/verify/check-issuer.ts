import { type FetchPublic } from '@laurel/certification-domain';
import { type JsonObject } from '@laurel/verifiable-credentials';
import { type KeyObject } from 'node:crypto';
import { failed, type Finding, passed, quoted } from './finding.ts';
import { issuerDocument, jsonAt } from './issuer-document.ts';
import { keyOfJwk, keyOfMethod, keyOfMultikey } from './public-key-of.ts';
import { NotRead } from './read-json.ts';

/** Which key was used: its address, or the key itself as a JWT may carry it. */
export type NamedKey = { readonly method: string } | { readonly jwk: unknown };

export interface IssuerCheck {
  readonly finding: Finding;
  /** null: not known, or not the issuer's. */
  readonly key: KeyObject | null;
}

export interface Verifying {
  readonly fetchPublic: FetchPublic;
  readonly now: Date;
}

/** Is the key one that the named issuer signs credentials with? A key that says so itself is not believed: only the issuer is. */
export const checkIssuer = async (issuer: string, named: NamedKey, verifying: Verifying): Promise<IssuerCheck> => {
  if (issuer.startsWith('did:key:')) return ofDidKey(issuer, named);
  const found = await issuerDocument(issuer, verifying.fetchPublic);
  if ('result' in found) return { finding: found, key: null };
  const methods = methodsOf(found.document, issuer);
  const own = methods.find((method) => isNamed(method, named)) ?? (await inKeySet(issuer, named, verifying));
  if (!own) return no(`The key ${nameOf(named)} is not one of the issuer's at ${found.url}.`);
  return judged(own, issuer, verifying.now) ?? withKey(own, `The key is the issuer's, as ${found.url} says.`);
};

const no = (says: string): IssuerCheck => ({ finding: failed(says), key: null });

const nameOf = (named: NamedKey): string => ('method' in named ? quoted(named.method) : 'in the JWT');

const ofDidKey = (issuer: string, named: NamedKey): IssuerCheck => {
  const key = keyOfMultikey(issuer.slice('did:key:'.length)) ?? null;
  if (!key) return no(`The issuer is ${quoted(issuer)}, a key of a kind that is not known here.`);
  const isOwn = 'method' in named ? named.method.split('#')[0] === issuer : isSameKey(keyOfJwk(named.jwk), key);
  return isOwn
    ? { finding: passed('The issuer is the key itself: who holds it is not said anywhere.'), key }
    : no(`The key ${nameOf(named)} is not the issuer, ${quoted(issuer)}.`);
};

interface Method {
  readonly id: string;
  readonly member: JsonObject;
  /** It is there to sign credentials with. */
  readonly isForAssertions: boolean;
}

/** The methods of a controlled identifier document or DID document, and the keys of a JSON Web Key Set. */
const methodsOf = (document: JsonObject, base: string): readonly Method[] => {
  const asserting = listOf(document['assertionMethod']);
  const references = new Set(asserting.filter(isText).map((id) => absolute(id, base)));
  const listed = listOf(document['verificationMethod'])
    .filter(isObject)
    .map((member) => ({
      ...{ id: absolute(member['id'], base), member },
      isForAssertions: references.has(absolute(member['id'], base)),
    }));
  const embedded = asserting.filter(isObject).map((member) => ({
    ...{ id: absolute(member['id'], base), member, isForAssertions: true },
  }));
  const jwks = listOf(document['keys'])
    .filter(isObject)
    .map((jwk) => ({
      ...{ id: absolute(jwk['kid'], base), member: { publicKeyJwk: jwk }, isForAssertions: true },
    }));
  return [...embedded, ...listed, ...jwks];
};

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];
const isText = (value: unknown): value is string => typeof value === 'string';
const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null;

/** A fragment alone belongs to the document that it is in, and so does a key's id in a key set that is no address. */
const absolute = (id: unknown, base: string): string => {
  if (!isText(id)) return '';
  if (id.startsWith('#')) return `${base}${id}`;
  return id.includes(':') ? id : `${base}#${id}`;
};

const isNamed = ({ id, member }: Method, named: NamedKey): boolean =>
  'method' in named ? id === named.method : isSameKey(keyOfMethod(member), keyOfJwk(named.jwk));

/** The set at the well-known place of the issuer's host, where the JWT names it. Other addresses could be anybody's. */
const inKeySet = async (issuer: string, named: NamedKey, { fetchPublic }: Verifying): Promise<Method | undefined> => {
  if (!issuer.startsWith('https://') || !('method' in named)) return undefined;
  const url = new URL('/.well-known/jwks.json', issuer).href;
  if (named.method.split('#')[0] !== url) return undefined;
  const set = await jsonAt(url, fetchPublic);
  return set instanceof NotRead ? undefined : methodsOf(set, url).find((method) => isNamed(method, named));
};

/** undefined: it may sign. */
const judged = ({ member, isForAssertions }: Method, issuer: string, now: Date): IssuerCheck | undefined => {
  const { controller = issuer, revoked, expires } = member;
  if (!isForAssertions) return no("The key is the issuer's, but not for signing credentials (assertionMethod).");
  if (controller !== issuer) return no(`The key is controlled by ${quoted(String(controller))}, not by the issuer.`);
  if (isPast(revoked, now)) return no('The issuer has revoked the key.');
  return isPast(expires, now) ? no('The key has expired.') : undefined;
};

const isPast = (value: unknown, now: Date): boolean => isText(value) && !(Date.parse(value) > now.getTime());

const withKey = ({ member }: Method, says: string): IssuerCheck => {
  const key = keyOfMethod(member);
  return key
    ? { finding: passed(says), key }
    : no('The key is of a kind that is not known here: Ed25519, P-256 and RSA are.');
};

const isSameKey = (one: KeyObject | undefined, other: KeyObject | undefined): boolean =>
  one !== undefined && other !== undefined && one.equals(other);
