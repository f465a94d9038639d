import { DAY_MS } from '@laurel/criteria-domain';
import { type Ending } from './outcome.ts';
import { type Watch, type Watched } from './watch.ts';

/** An enrolment between its first and its last look, in days since 1970, as `backTest` of the statistics takes it. */
export interface Placed {
  readonly watched: {
    readonly firstLook: number;
    readonly lastLook: number;
    readonly outcome: 'left' | 'stayed' | 'open';
    readonly flaggedAt: number | null;
    readonly leadTime: number | null;
  };
  readonly flaggedTooLate: boolean;
}

export type Place = Placed | 'neverLookedAt' | 'timeNotKnown';

/** Where an enrolment stands in the back-test of one of the criteria. */
export const placeOf = ({ ending, firstKnown, flags }: Watched, criterion: number, { to }: Watch): Place => {
  if (ending.outcome === 'unknown') return 'timeNotKnown';
  const lastLook = Math.min(to, lastLookIn(ending));
  if (firstKnown === null || firstKnown > lastLook) return 'neverLookedAt';
  const first = flags[criterion] ?? NEVER;
  const inTime = first <= lastLook;
  return {
    watched: {
      ...{ firstLook: firstKnown, lastLook, outcome: ending.outcome },
      flaggedAt: inTime ? first : null,
      leadTime: inTime ? leadTimeOf(ending, first) : null,
    },
    flaggedTooLate: !inTime && first < NEVER,
  };
};

const NEVER = Infinity;

type Known = Exclude<Ending, { outcome: 'unknown' }>;

const leadTimeOf = ({ outcome, at }: Known, flaggedAt: number): number | null =>
  outcome === 'left' ? (at - flaggedAt * DAY_MS) / DAY_MS : null;

/** A look at the very instant at which it ended sees that it has. */
const lastLookIn = ({ outcome, at }: Known): number =>
  outcome === 'open' ? Math.floor(at / DAY_MS) : Math.ceil(at / DAY_MS) - 1;
