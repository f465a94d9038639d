import { poissonInterval } from '../rates.ts';
import { leavingAt, type LifeTable } from './life-table.ts';

/** Dropouts per unit of time in the interval from `from` (not in it) to `to` (in it). */
export interface IntervalHazard {
  readonly from: number;
  readonly to: number;
  readonly events: number;
  /** How long all learners together were at risk in the interval. */
  readonly personTime: number;
  /** Null, like its limits, where nobody was at risk. */
  readonly hazard: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

/**
 * The hazard in each interval between two neighbouring cuts as an occurrence/exposure rate: dropouts / person-time, with
 * Garwood's exact Poisson limits (1936). Not the actuarial rate: time at risk is known to the day, nothing is halved.
 * Whoever has no entry is at risk from the first cut; what happens at or before it is in no interval. Cuts grow.
 */
export const hazardByInterval = (table: LifeTable, cuts: readonly number[], level: number): readonly IntervalHazard[] =>
  cuts.slice(1).map((to, index) => {
    const from = cuts[index] ?? to;
    let [events, personTime] = [0, 0];
    for (const row of table) {
      const within = Math.min(Math.max(row.time - from, 0), to - from);
      personTime += within * (leavingAt(row) - row.entered);
      if (row.time > from && row.time <= to) events += row.dropouts;
    }
    if (personTime === 0) return { from, to, events, personTime, hazard: null, lower: null, upper: null };
    const { lower, upper } = poissonInterval(events, level);
    return {
      from,
      to,
      events,
      personTime,
      hazard: events / personTime,
      lower: lower / personTime,
      upper: upper / personTime,
    };
  });
