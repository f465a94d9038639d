import { quantile } from '../quantiles.ts';
import { type Share } from '../proportions.ts';

/** One enrolment at which a rule looked once a day. Times are days since one common origin; looks are at whole days. */
export interface Watched {
  /** The first and the last look while it was still in, both inclusive. */
  readonly firstLook: number;
  readonly lastLook: number;
  /** open: nobody knows yet whether it will be left. */
  readonly outcome: 'left' | 'stayed' | 'open';
  /** The first look, while it was in, at which the rule held; null: none. */
  readonly flaggedAt: number | null;
  /** Of one flagged that was left: days from the one to the other; otherwise null. */
  readonly leadTime: number | null;
}

/** What a rule would have been worth. Those still open count in no share. */
export interface BackTestFigures {
  readonly watched: number;
  readonly left: number;
  readonly stayed: number;
  readonly open: number;
  readonly flagged: number;
  readonly flaggedOpen: number;
  /** Flagged, of those whose outcome is known: successes left afterwards. */
  readonly precision: Share;
  /** Those who left: successes were flagged before. */
  readonly recall: Share;
  /** Those whose outcome is known: successes left. */
  readonly baseRate: Share;
  /** Expected successes of `precision` if, on each day, as many had been drawn by lot among those still in. */
  readonly hitsAtRandom: number;
  /** From the flag to the leaving, in days, over those flagged who left; null of nobody. */
  readonly leadTime: { readonly lower: number; readonly median: number; readonly upper: number } | null;
}

/**
 * Precision and recall (van Rijsbergen, Information Retrieval, 1979, ch. 7) of a rule over enrolments, each flagged once at
 * most. The lot is drawn on the days on which the rule flagged, as who is still in late leaves less often than who is in
 * early: a rule that flags late must beat the rate of those days, not that of all. Quartiles are of type 7 (R's default).
 */
export const backTest = (all: readonly Watched[]): BackTestFigures => {
  const count = (outcome: Watched['outcome']): number => all.filter((one) => one.outcome === outcome).length;
  const [left, stayed, open] = [count('left'), count('stayed'), count('open')];
  const decided = all.filter(({ outcome }) => outcome !== 'open');
  const flagged = decided.filter(({ flaggedAt }) => flaggedAt !== null);
  const hits = flagged.filter(({ outcome }) => outcome === 'left');
  const allFlagged = all.filter(({ flaggedAt }) => flaggedAt !== null).length;
  return {
    ...{ watched: all.length, left, stayed, open },
    flagged: allFlagged,
    flaggedOpen: allFlagged - flagged.length,
    precision: { successes: hits.length, total: flagged.length },
    recall: { successes: hits.length, total: left },
    baseRate: { successes: left, total: decided.length },
    hitsAtRandom: hitsAtRandom(decided),
    leadTime: quartilesOf(hits.flatMap(({ leadTime }) => leadTime ?? [])),
  };
};

/** On each look the flags of the rule, times the share of those in then who left later. */
const hitsAtRandom = (decided: readonly Watched[]): number => {
  const changes = new Map<number, { in: number; leaving: number; flags: number }>();
  const at = (look: number) => {
    const change = changes.get(look) ?? { in: 0, leaving: 0, flags: 0 };
    changes.set(look, change);
    return change;
  };
  for (const { firstLook, lastLook, outcome, flaggedAt } of decided) {
    const leaving = outcome === 'left' ? 1 : 0;
    at(firstLook).in += 1;
    at(firstLook).leaving += leaving;
    at(lastLook + 1).in -= 1;
    at(lastLook + 1).leaving -= leaving;
    if (flaggedAt !== null) at(flaggedAt).flags += 1;
  }
  let [present, leaving, hits] = [0, 0, 0];
  for (const [, change] of [...changes].sort(([a], [b]) => a - b)) {
    present += change.in;
    leaving += change.leaving;
    if (change.flags > 0) hits += (change.flags * leaving) / present;
  }
  return hits;
};

const quartilesOf = (values: readonly number[]): BackTestFigures['leadTime'] => {
  const ascending = Float64Array.from(values).sort();
  const [lower, median, upper] = [0.25, 0.5, 0.75].map((p) => quantile(ascending, p));
  return lower == null || median == null || upper == null ? null : { lower, median, upper };
};
