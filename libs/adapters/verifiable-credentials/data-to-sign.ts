import { canonicalForm, type JsonObject, without } from './canonical-form.ts';
import { type Contexts } from './contexts.ts';

/** What a Data Integrity proof says beside its signature. */
export interface ProofOptions extends JsonObject {
  readonly type: 'DataIntegrityProof';
  readonly cryptosuite: 'eddsa-rdfc-2022';
  /** ISO 8601. */
  readonly created: string;
  /** Address of the key. */
  readonly verificationMethod: string;
  readonly proofPurpose: 'assertionMethod';
}

/**
 * What the signature is over: the hash of the canonical proof options, then that of the canonical document, both without their
 * proof (Data Integrity EdDSA Cryptosuites 1.0, 3.2.4). The options mean what the document's contexts say.
 */
export const dataToSign = async (document: JsonObject, options: JsonObject, contexts?: Contexts): Promise<Uint8Array> =>
  signedData(await canonicalForm(without(document, 'proof'), contexts), document, options, contexts);

/** The same where the canonical form of the document is there already. */
export const signedData = async (
  canonicalDocument: string,
  document: JsonObject,
  options: JsonObject,
  contexts?: Contexts,
): Promise<Uint8Array> => {
  const config = { '@context': document['@context'], ...without(options, 'proofValue') };
  const [ofOptions, ofDocument] = await Promise.all([
    canonicalForm(config, contexts).then(sha256),
    sha256(canonicalDocument),
  ]);
  return Uint8Array.from([...ofOptions, ...ofDocument]);
};

const sha256 = async (text: string): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
