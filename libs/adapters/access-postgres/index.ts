export { openKeyStore } from './postgres-keys.ts';
