import { type BadEventCode } from '@laurel/kernel';

/** An event or row that could not be taken, with everything needed to put it right. */
export interface NewDeadLetter {
  readonly entrance: 'http' | 'kafka' | 'csv';
  readonly code: BadEventCode;
  readonly reason: string;
  /** Path of the field to blame. */
  readonly field?: string | undefined;
  /** Byte for byte what we were told. */
  readonly original: Uint8Array;
  readonly source?: string | undefined;
  readonly eventId?: string | undefined;
  readonly subject?: string | undefined;
  /** Where it stood: `topic/partition/offset`, or `file:line`. */
  readonly place?: string | undefined;
}

/** Durable when it resolves. The same letter (entrance, code, original, place) told again is kept once. */
export interface DeadLetters {
  keep(letters: readonly NewDeadLetter[]): Promise<void>;
}
