export * from './key.ts';
export * from './key-store.port.ts';
