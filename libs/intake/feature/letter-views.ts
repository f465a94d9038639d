import { type deadLetter, type letterStep, type redriveVerdict, type wholeDeadLetter } from '@laurel/contracts';
import { type DeadLetter, type LetterStep, type ListedLetter, stateOf } from '@laurel/intake-domain';
import { type z } from 'zod';
import { type ActedLetter } from './letters.ts';

/** A letter as the lists show it. */
export const listed = ({ keptAt, ...letter }: ListedLetter): z.input<typeof deadLetter> => ({
  ...letter,
  keptAt: keptAt.toISOString(),
});

export const summaryOf = ({ original, history, ...letter }: DeadLetter): z.input<typeof deadLetter> =>
  listed({ ...letter, state: stateOf(history), bytes: original.byteLength });

export const wholeOf = (letter: DeadLetter): z.input<typeof wholeDeadLetter> => ({
  ...summaryOf(letter),
  original: { text: textOf(letter.original), base64: bufferOf(letter.original).toString('base64') },
  history: letter.history.map(shownStep),
});

export const verdictOf = ({ bad, letter }: ActedLetter): z.input<typeof redriveVerdict> => ({
  verdict: bad ? 'rejected' : 'accepted',
  code: bad?.code,
  field: bad?.field,
  reason: bad?.reason,
  letter: summaryOf(letter),
});

const shownStep = ({ at, by, step, ...more }: LetterStep): z.input<typeof letterStep> => ({
  at: at.toISOString(),
  by,
  step,
  ...('reason' in more ? { reason: more.reason } : {}),
  ...('corrected' in more && more.corrected ? { corrected: bufferOf(more.corrected).toString('utf8') } : {}),
});

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const textOf = (bytes: Uint8Array): string | null => {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
};
