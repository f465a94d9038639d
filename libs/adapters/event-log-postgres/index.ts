export * from './postgres-event-log.ts';
