export * from './kafka-event-log.ts';
