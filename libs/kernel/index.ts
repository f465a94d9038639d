export { BadEvent, type BadEventCode } from './bad-event.ts';
export { type Clock } from './clock.port.ts';
export { type CommandFor, type Decider, type Order, type Orders, run, runMany } from './decider.ts';
export { defineEvent, type DomainEvent, type EventDefinition, type EventOf, type StoredEvent } from './define-event.ts';
export {
  type BatchHandler,
  type ConsumeOptions,
  type Consumption,
  type EventLog,
  type LogBatch,
  LogBusy,
  type LogMessage,
  type LogRecord,
  type PartitionRange,
  type TopicOptions,
} from './event-log.port.ts';
export { type EventSearch, findAll, type FoundEvent, type Search } from './event-search.port.ts';
export {
  type Cause,
  Conflict,
  type EventStore,
  type Reactor,
  type RecordedEvent,
  type StreamAppend,
  type Subscription,
} from './event-store.port.ts';
export { type NewId } from './ids.port.ts';
export { Refused } from './refused.ts';
