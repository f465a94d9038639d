import { type DomainEvent, type StoredEvent } from './define-event.ts';

/** Why an event was appended: the fact, decision, person or schedule behind it. Never personal data. */
export interface Cause {
  /** Id of the event or command that led here. */
  readonly causation: string;
  /** Id shared by everything that one first cause led to. */
  readonly correlation: string;
  /** Who asked, where a person or key did: a key id, never a name. */
  readonly actor?: string;
}

export interface RecordedEvent extends StoredEvent {
  /** UUIDv7, also the id under which the relay copies it to the log. */
  readonly id: string;
  readonly stream: string;
  /** Counts from 0 within the stream. */
  readonly streamPosition: number;
  readonly recordedAt: Date;
  readonly cause: Cause;
}

/** Somebody else appended to the stream since it was read. */
export class Conflict extends Error {
  override readonly name = 'Conflict';
  constructor(readonly stream: string) {
    super(`stream ${stream} is not at the expected position`);
  }
}

/** What is appended to one of several streams. `expected` is the number of events already in it. */
export interface StreamAppend {
  readonly stream: string;
  readonly expected: number;
  readonly events: readonly DomainEvent[];
}

/** Gets each event at least once, in the order of commit; the position moves only after it resolved. */
export type Reactor = (event: RecordedEvent) => Promise<void>;

export interface Subscription {
  /** Resolves when the event in hand is finished and the position stored. */
  stop(): Promise<void>;
}

/** Keeps decisions. Delivery to subscriptions is at least once; order is that of commit. */
export interface EventStore {
  /** All events of a stream, oldest first; empty when there is none. */
  read(stream: string): Promise<readonly RecordedEvent[]>;
  /** The same of many streams; only those that have an event are in the answer. */
  readMany(streams: readonly string[]): Promise<ReadonlyMap<string, readonly RecordedEvent[]>>;
  /** Durable when it resolves. `expected` is the number of events already in the stream; otherwise throws Conflict. */
  append(
    stream: string,
    expected: number,
    events: readonly DomainEvent[],
    cause: Cause,
  ): Promise<readonly RecordedEvent[]>;
  /** All of it in one transaction, or Conflict naming a stream that is not where it was expected. No stream stands there twice. */
  appendMany(appends: readonly StreamAppend[], cause: Cause): Promise<readonly RecordedEvent[]>;
  /** Starts at the beginning the first time, afterwards behind the last handled event. One process at a time holds a name. */
  subscribe(name: string, types: ReadonlySet<string> | 'all', reactor: Reactor): Promise<Subscription>;
  /** How many events the subscription has not handled yet. */
  lag(name: string): Promise<number>;
}
