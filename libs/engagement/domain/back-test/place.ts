import { DAY_MS } from '@laurel/criteria-domain';
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
  // A look at the very instant at which it ended sees that it has.
  const behind = ending.outcome === 'open' ? Math.floor(ending.at / DAY_MS) : Math.ceil(ending.at / DAY_MS) - 1;
  const lastLook = Math.min(to, behind);
  if (firstKnown === null || firstKnown > lastLook) return 'neverLookedAt';
  const first = flags[criterion] ?? null;
  const inTime = first !== null && first <= lastLook;
  return {
    watched: {
      ...{ firstLook: firstKnown, lastLook, outcome: ending.outcome },
      flaggedAt: inTime ? first : null,
      leadTime: inTime && ending.outcome === 'left' ? (ending.at - first * DAY_MS) / DAY_MS : null,
    },
    flaggedTooLate: first !== null && !inTime,
  };
};
