import { type Rule } from './rule-queries.ts';

type Mode = Rule['mode'];
type Tone = 'plain' | 'good' | 'warn';

export const MODES: Readonly<Record<Mode, readonly [string, Tone]>> = {
  off: ['off', 'plain'],
  shadow: ['shadow', 'warn'],
  live: ['live', 'good'],
};

export const MODE_MEANS: Readonly<Record<Mode, string>> = {
  off: 'Nothing happens. The back-test and the list of who matches answer all the same.',
  shadow: 'It fires into the history, with its reasons, and nobody is written to.',
  live: 'It fires, and whom it fires for is written to, once, as courtesy allows.',
};

const LOOKS: Readonly<Record<Rule['looks'][number], string>> = {
  fact: 'at each new fact about somebody',
  time: 'at everybody as time passes',
};

/** "Looks at each new fact about somebody, and at everybody as time passes." */
export const looksInWords = ({ looks }: Pick<Rule, 'looks'>): string =>
  `Looks ${looks.map((look) => LOOKS[look]).join(', and ')}.`;
