export { canonicalForm, type JsonObject, NotCanonical, spelledByKnownContexts, without } from './canonical-form.ts';
export { type Contexts, CREDENTIALS_V1, CREDENTIALS_V2, OPEN_BADGES_3, SHIPPED_CONTEXTS } from './contexts.ts';
export { dataToSign, type ProofOptions, signedData } from './data-to-sign.ts';
export { type Curve, fromMultikey, type PublicKey, toMultikey } from './multikey.ts';
export { fromMultibase, toBase58, toBase64Url } from './multibase.ts';
export { isoSeconds, secure, type Securing, type SignEd25519 } from './secure.ts';
