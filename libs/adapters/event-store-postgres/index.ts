export * from './decision-relay.ts';
export * from './postgres-event-store.ts';
