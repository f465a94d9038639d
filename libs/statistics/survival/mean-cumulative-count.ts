import { criticalValue } from '../special-functions.ts';
import { atRiskAt, type LifeTable } from './life-table.ts';

/** How many events of one time there were, several of one learner counted each. */
export interface Recurrence {
  readonly time: number;
  readonly count: number;
}

/** Mean events per learner by a time. */
export interface MeanCount {
  readonly time: number;
  readonly atRisk: number;
  readonly events: number;
  readonly mean: number;
  readonly standardError: number;
  readonly lower: number;
  readonly upper: number;
}

/**
 * The mean cumulative count of events that may happen again to the same learner (Nelson 1988; Lawless & Nadeau 1995): the
 * sum of events / at risk. `observation` says who is observed from when to when (its events do not matter): a learner who
 * dropped out and may come back stays at risk. The error is the Poisson one, the sum of events / at risk^2, the only one
 * that counts by time allow: right where a learner's events are independent, too small where some are more prone than
 * others (then `robustMeanCount`). Equal to R's cumhaz and std.chaz of survfit(Surv(start, stop, event) ~ 1). Throws for an
 * event when nobody is observed.
 */
export const meanCumulativeCount = (
  observation: LifeTable,
  events: readonly Recurrence[],
  level: number,
): readonly MeanCount[] => {
  const critical = criticalValue(level);
  let mean = 0;
  let variance = 0;
  return byTime(events).map(([time, count]) => {
    const atRisk = atRiskAt(observation, time);
    if (atRisk === 0) throw new RangeError(`an event at ${time}, where nobody is observed`);
    mean += count / atRisk;
    variance += count / atRisk ** 2;
    return { time, atRisk, events: count, mean, ...meanCountLimits(mean, Math.sqrt(variance), critical) };
  });
};

/** Symmetric on the logarithm (Meeker & Escobar 1998, 16.2). */
export const meanCountLimits = (
  mean: number,
  standardError: number,
  critical: number,
): Pick<MeanCount, 'standardError' | 'lower' | 'upper'> => {
  const spread = Math.exp((critical * standardError) / mean);
  return { standardError, lower: mean / spread, upper: mean * spread };
};

const byTime = (events: readonly Recurrence[]): readonly (readonly [time: number, count: number])[] => {
  const counts = new Map<number, number>();
  for (const { time, count } of events) if (count > 0) counts.set(time, (counts.get(time) ?? 0) + count);
  return [...counts].sort(([earlier], [later]) => earlier - later);
};
