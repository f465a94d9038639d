export * from './dead-letter.ts';
export * from './dead-letter-store.port.ts';
export * from './json-items.ts';
export * from './lines.ts';
export * from './read-item.ts';
