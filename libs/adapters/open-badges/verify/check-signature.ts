import { fromMultibase, type JsonObject, NotCanonical, signedData } from '@laurel/verifiable-credentials';
import { type KeyObject } from 'node:crypto';
import { type Jwt } from '../jwt/read-jwt.ts';
import { isSignedWith } from '../keys/node-keys.ts';
import { type Proof } from './credential-form.ts';
import { failed, type Finding, passed, quoted, unchecked } from './finding.ts';

/** What kind of key each suite signs with. All of them sign the same two hashes. */
const SUITES: ReadonlyMap<string, string> = new Map([
  ['eddsa-rdfc-2022', 'ed25519'],
  ['ecdsa-rdfc-2019', 'ec'],
  ['Ed25519Signature2020', 'ed25519'],
]);
const JWT_KEYS: ReadonlyMap<unknown, string> = new Map([
  ['EdDSA', 'ed25519'],
  ['ES256', 'ec'],
  ['RS256', 'rsa'],
]);

export const suiteOf = ({ type, cryptosuite }: Proof): string =>
  type === 'DataIntegrityProof' ? (cryptosuite ?? type) : type;

/** A chain of proofs is another algorithm. */
export const isKnownSuite = (proof: Proof): boolean => SUITES.has(suiteOf(proof)) && proof.previousProof === undefined;

/** What a proof is checked against. */
export interface SignedDocument {
  readonly document: JsonObject;
  /** Its canonical form without the proof. */
  readonly canonical: string;
}

/** One proof of the document, as parsed and as given: a Data Integrity proof or an Ed25519Signature2020. */
export const checkProof = async (
  { document, canonical }: SignedDocument,
  proof: Proof,
  given: JsonObject,
  key: KeyObject,
): Promise<Finding> => {
  const suite = suiteOf(proof);
  if (proof.proofPurpose !== 'assertionMethod')
    return failed(`It was signed as ${quoted(proof.proofPurpose)}, not as a statement (assertionMethod).`);
  if (key.asymmetricKeyType !== SUITES.get(suite)) return failed(`A key of another kind than ${suite} has.`);
  if (!hasContextsOf(document, given)) return failed('The proof has other contexts than the document.');
  const signature = fromMultibase(proof.proofValue);
  if (signature?.length !== SIGNATURE_BYTES) return failed('The proof value is no signature.');
  const data = await orNotCanonical(signedData(canonical, document, given));
  if (data instanceof NotCanonical) return failed(`The proof has no meaning. ${data.message}`);
  return isSignedWith(key, data, signature)
    ? passed(`Nothing was changed since it was signed (${suite}).`)
    : failed(`It was changed since it was signed, or signed with another key (${suite}).`);
};
const SIGNATURE_BYTES = 64;

/** Data Integrity 1.0: contexts that stand in the proof are the first ones of the document. */
const hasContextsOf = (document: JsonObject, proof: JsonObject): boolean => {
  const [own, all] = [proof['@context'], document['@context']].map((one) =>
    [one ?? []].flat().map((context) => JSON.stringify(context)),
  );
  return own?.every((context, at) => context === all?.[at]) ?? false;
};

const orNotCanonical = (data: Promise<Uint8Array>): Promise<Uint8Array | NotCanonical> =>
  data.catch((error: unknown) => {
    if (error instanceof NotCanonical) return error;
    throw error;
  });

/** The algorithm must be one of three, and belong to the key: what the header asks for is not simply done. */
export const checkJwtSignature = ({ header, signed, signature }: Jwt, key: KeyObject): Finding => {
  const { alg } = header;
  if (key.asymmetricKeyType !== JWT_KEYS.get(alg)) return failed(`The key is not one for ${quoted(String(alg))}.`);
  return isSignedWith(key, signed, signature)
    ? passed(`Nothing was changed since it was signed (JWT, ${String(alg)}).`)
    : failed(`It was changed since it was signed, or signed with another key (JWT, ${String(alg)}).`);
};

/** undefined: the JWT can be looked at further. */
export const wrongHeader = ({ header }: Jwt): Finding | undefined => {
  if (!JWT_KEYS.has(header['alg']))
    return unchecked(`It is signed with ${quoted(String(header['alg']))}; EdDSA, ES256 and RS256 are known here.`);
  return header['crit'] === undefined
    ? undefined
    : unchecked('The JWT asks for extensions (crit) that are not known here.');
};
