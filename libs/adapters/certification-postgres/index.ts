export * from './certificate-list.ts';
export * from './credential-store.ts';
export * from './endorsement-looks.ts';
export * from './path-list.ts';
export * from './status-places.ts';
export { openIssuerKeyStore } from './issuer-keys.ts';
