import { type NewDeadLetter } from '@laurel/contracts';
import { BadEvent, type LogMessage, Refused } from '@laurel/kernel';
import { readItem, type ReadItem, type Telling } from './read-item.ts';

export type LetterState = 'waiting' | 'redriven' | 'discarded';

/** What somebody did with a letter. `by` is the id of a key, never a name. */
export type LetterStep = { readonly at: Date; readonly by: string } & (
  | { readonly step: 'redriven'; readonly corrected?: Uint8Array }
  | { readonly step: 'refused'; readonly reason: string; readonly corrected?: Uint8Array }
  | { readonly step: 'discarded'; readonly reason: string }
);

export interface DeadLetter extends NewDeadLetter {
  readonly id: string;
  readonly keptAt: Date;
  readonly history: readonly LetterStep[];
}

/** A letter waits until it is taken or laid aside; a try that was refused changes nothing but its history. */
export const stateOf = (history: readonly Pick<LetterStep, 'step'>[]): LetterState => {
  for (const { step } of history) if (step !== 'refused') return step;
  return 'waiting';
};

export type LetterCommand =
  | ({ readonly type: 'Redrive'; readonly by: string; readonly corrected?: Uint8Array } & Telling)
  | { readonly type: 'Discard'; readonly by: string; readonly now: Date; readonly reason: string };

export interface LetterDecision {
  readonly step: LetterStep;
  /** To be durable in the log before the step is recorded. */
  readonly message?: LogMessage;
  /** Why the event still is not taken. */
  readonly bad?: BadEvent;
}

/** Decides what a command does to a letter. Throws Refused where it makes no sense. */
export const decideLetter = (letter: DeadLetter, command: LetterCommand): LetterDecision => {
  const state = stateOf(letter.history);
  if (state !== 'waiting') throw new Refused(`dead-letter.${state}`, `This letter was ${state} already`);
  const { by, now: at } = command;
  switch (command.type) {
    case 'Discard':
      return { step: { step: 'discarded', at, by, reason: command.reason } };
    case 'Redrive':
      return redrive(letter, command);
  }
};

type Redrive = Extract<LetterCommand, { type: 'Redrive' }>;

const redrive = (letter: DeadLetter, command: Redrive): LetterDecision => {
  const { corrected, by, now: at } = command;
  if (!corrected) refuseWhereOnlyACorrectionHelps(letter);
  const tried = corrected ? { corrected } : {};
  try {
    const item = readItem(corrected ?? letter.original, command);
    if (letter.code === 'event.conflict') refuseTheSameIdentity(letter, item);
    const { message } = item;
    return { step: { step: 'redriven', at, by, ...tried }, message };
  } catch (bad) {
    if (!(bad instanceof BadEvent)) throw bad;
    return { step: { step: 'refused', at, by, reason: bad.message, ...tried }, bad };
  }
};

const refuseWhereOnlyACorrectionHelps = ({ entrance, code, original }: DeadLetter): void => {
  if (code === 'event.conflict') {
    throw new Refused(
      'dead-letter.conflict',
      'Its identity (source, id) is taken by other content: send a corrected event under another id',
    );
  }
  if (entrance === 'csv' && !startsAsObject(original)) {
    throw new Refused(
      'dead-letter.row',
      'It is a row of a file, not an event: send the event that the row should have become, or correct the file and import it again',
    );
  }
};

const decoder = new TextDecoder();
const startsAsObject = (bytes: Uint8Array): boolean =>
  decoder.decode(bytes.subarray(0, 64)).trimStart().startsWith('{');

const refuseTheSameIdentity = (letter: DeadLetter, { source, id }: ReadItem): void => {
  if (source !== letter.source || id !== letter.eventId) return;
  throw new BadEvent('event.conflict', 'this identity (source, id) is taken by other content: use another id', 'id');
};
