export { AccessModule, type AccessPorts } from './access.module.ts';
export { Keyring, type MadeKey, type NewKey } from './keyring.ts';
export { ensureOwnerKey, OWNER_KEY_FILE } from './owner-key.ts';
