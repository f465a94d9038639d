import { bare, oneOf, type Search, textIn } from '../../search.ts';
import { ENTRANCES, LETTER_CODES, LETTER_STATES } from '../../words.ts';

const keys = <K extends string>(of: Readonly<Record<K, unknown>>): readonly K[] => {
  const all: K[] = [];
  for (const key in of) all.push(key);
  return all;
};

export const STATES = keys(LETTER_STATES);
export const CODES = keys(LETTER_CODES);
export const ENTRANCE_NAMES = keys(ENTRANCES);

/** The address of the dead letters. Without a state: those that wait. */
export const lettersSearch = (search: Search) =>
  bare({
    state: oneOf(search, 'state', [...STATES, 'all']),
    code: oneOf(search, 'code', CODES),
    entrance: oneOf(search, 'entrance', ENTRANCE_NAMES),
    source: textIn(search, 'source'),
    subject: textIn(search, 'subject'),
  });
export type LettersSearch = ReturnType<typeof lettersSearch>;
