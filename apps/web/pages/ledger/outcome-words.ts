import { type Schemas } from '../../api.ts';

export type Line = Schemas['ReadPersonLedgerAnswer']['lines'][number];
type Tone = 'plain' | 'good' | 'warn' | 'bad';

/** What one decision of the ledger came to. */
export const OUTCOME_WORDS: Readonly<Record<Line['outcome'], readonly [string, Tone]>> = {
  entered: ['entered', 'plain'],
  'held-out': ['held out', 'plain'],
  'not-entered': ['did not enter', 'plain'],
  due: ['fell due', 'plain'],
  requested: ['being sent', 'plain'],
  deferred: ['waits', 'warn'],
  sent: ['sent', 'good'],
  capped: ['capped', 'warn'],
  suppressed: ['not sent', 'warn'],
  pointless: ['pointless by then', 'plain'],
  refused: ['refused', 'bad'],
  unknown: ['unknown whether it arrived', 'warn'],
  waiting: ['waits in a step', 'plain'],
  branched: ['went on', 'plain'],
  announced: ['announced', 'plain'],
  'goal-reached': ['reached the goal', 'good'],
  ended: ['left', 'plain'],
};

const LATER: readonly (readonly [keyof Line['later'], string])[] = [
  ['delivered', 'delivered'],
  ['bounced', 'came back'],
  ['clicked', 'a link was opened'],
  ['answered', 'answered'],
  ['goalReached', 'the goal was reached'],
];

/** What became known afterwards, with its time. */
export const laterOf = ({ later }: Line): readonly (readonly [string, string])[] =>
  LATER.flatMap(([what, words]) => {
    const at = later[what];
    return at === null ? [] : [[words, at] as const];
  });
