import { type JsonObject } from './canonical-form.ts';
import { type Contexts } from './contexts.ts';
import { dataToSign, type ProofOptions } from './data-to-sign.ts';
import { toBase58 } from './multibase.ts';

/** Signs with Ed25519: 64 bytes, R then S. */
export type SignEd25519 = (data: Uint8Array) => Promise<Uint8Array>;

export interface Securing {
  readonly created: Date;
  /** Address of the key, controlled by the issuer. */
  readonly verificationMethod: string;
  readonly sign: SignEd25519;
  readonly contexts?: Contexts;
}

/** The document with an eddsa-rdfc-2022 proof that its issuer says so. Anywhere: in Node and in a browser. */
export const secure = async <Document extends JsonObject>(
  document: Document,
  { created, verificationMethod, sign, contexts }: Securing,
): Promise<Document & { readonly proof: ProofOptions & { readonly proofValue: string } }> => {
  const options: ProofOptions = {
    type: 'DataIntegrityProof',
    created: isoSeconds(created),
    verificationMethod,
    cryptosuite: 'eddsa-rdfc-2022',
    proofPurpose: 'assertionMethod',
  };
  const signature = await sign(await dataToSign(document, options, contexts));
  return { ...document, proof: { ...options, proofValue: toBase58(signature) } };
};

/** UTC without fractions of a second, which some verifiers do not read. */
export const isoSeconds = (at: Date): string => at.toISOString().replace(/\.\d{3}Z$/, 'Z');
