import { type RecordedEvent } from './event-store.port.ts';

export interface Search {
  readonly types: readonly string[];
  /** Fields of `data` that must be equal; none for all. */
  readonly about: Readonly<Record<string, string>>;
  /** Only these learners. */
  readonly learners?: readonly string[];
  /** Only learners behind `after`, in the order of bytes, up to and with `through` (null: all of them). */
  readonly between?: { readonly after: string; readonly through: string | null };
  /** Only what was appended before this place. */
  readonly before?: string;
  readonly limit: number;
}

export interface FoundEvent extends RecordedEvent {
  /** Place among all events, for `before`. */
  readonly place: string;
}

/** Looks decisions up by what they are about. Answers from what is committed: a decision is found as soon as it is durable. */
export interface EventSearch {
  /** Newest first. */
  find(search: Search): Promise<readonly FoundEvent[]>;
  /** Which of these streams have an event. */
  existing(streams: readonly string[]): Promise<ReadonlySet<string>>;
}
