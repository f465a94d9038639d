import { LEARNING_EVENTS } from '@laurel/contracts';
import {
  type DeadLetter,
  type DeadLetterStore,
  decideLetter,
  type LetterCommand,
  LetterChanged,
  type LetterDecision,
} from '@laurel/intake-domain';
import { type EventLog, Refused } from '@laurel/kernel';

export interface LetterPorts {
  readonly log: EventLog;
  readonly deadLetters: DeadLetterStore;
}

export interface ActedLetter extends LetterDecision {
  /** As it is after the step. */
  readonly letter: DeadLetter;
}

/**
 * Decide, append, record. A crash between append and record leaves the letter waiting although its event is in the log:
 * redriving it again does no harm, for a fact told twice counts once. Undefined where there is no such letter.
 */
export const actOnLetter = async (
  { log, deadLetters }: LetterPorts,
  id: string,
  command: LetterCommand,
): Promise<ActedLetter | undefined> => {
  const letter = await deadLetters.find(id);
  if (!letter) return undefined;
  const decision = decideLetter(letter, command);
  if (decision.message) await log.append(LEARNING_EVENTS, [decision.message]);
  try {
    await deadLetters.record(letter, decision.step);
  } catch (error) {
    if (!(error instanceof LetterChanged)) throw error;
    throw new Refused('dead-letter.changed', 'Somebody else acted on this letter at the same time: look at it again');
  }
  return { ...decision, letter: { ...letter, history: [...letter.history, decision.step] } };
};
