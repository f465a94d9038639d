import { type DeadLetters, type NewDeadLetter } from '@laurel/contracts';
import { type DeadLetter, type LetterState, type LetterStep } from './dead-letter.ts';

export interface LetterFilter {
  readonly state?: LetterState | undefined;
  readonly code?: NewDeadLetter['code'] | undefined;
  readonly entrance?: NewDeadLetter['entrance'] | undefined;
  readonly source?: string | undefined;
  readonly subject?: string | undefined;
  readonly eventId?: string | undefined;
  /** Id of the last letter of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A letter in a list: everything but its bytes and its history. */
export type ListedLetter = Omit<DeadLetter, 'original' | 'history'> & {
  readonly state: LetterState;
  readonly bytes: number;
};

/** Somebody else did something with the letter since it was read. */
export class LetterChanged extends Error {
  override readonly name = 'LetterChanged';
}

/** Keeps what could not be taken. Letters are never deleted here: a step says what became of them. */
export interface DeadLetterStore extends DeadLetters {
  /** Newest first. */
  list(filter: LetterFilter): Promise<readonly ListedLetter[]>;
  /** Waiting letters by code. */
  waiting(): Promise<readonly { readonly code: NewDeadLetter['code']; readonly count: number }[]>;
  find(id: string): Promise<DeadLetter | undefined>;
  /** Durable when it resolves. Throws LetterChanged when the history is not the one that was read. */
  record(letter: DeadLetter, step: LetterStep): Promise<void>;
}
