export { achievementDocument } from './documents/achievement.ts';
export { type Issuer } from './documents/issuer.ts';
export { didDocument, issuerProfileDocument, jwksDocument } from './documents/issuer-documents.ts';
export { STATUS_LIST_LIFE_MS } from './documents/status-list-credential.ts';
export { type IssuerKey, type IssuerKeys } from './keys/issuer-keys.ts';
export { openSealedKeys, type SealedKey, type SealedKeyStore } from './keys/sealed-keys.ts';
export { credentialSigner, type JwtAlgorithm, type Signing } from './sign-credentials.ts';
