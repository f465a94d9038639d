export * from './catch-up.ts';
export * from './decision-relay.ts';
export * from './postgres-event-store.ts';
