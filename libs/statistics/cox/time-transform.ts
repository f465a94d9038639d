import { real } from '../typed.ts';
import { type CoxData } from './cox-data.ts';
import { countUpTo, type RiskSets } from './risk-sets.ts';

/** The function of time that a coefficient might follow: one less the Kaplan-Meier estimate just before it, or the time itself. */
export type TimeTransform = 'km' | 'identity';

/**
 * By moment: the transformed time less its mean over the events, divided by the greatest, which no test depends on and which
 * keeps seconds as well conditioned as years.
 */
export const transformedTimes = (sets: RiskSets, transform: TimeTransform): Float64Array => {
  const values = transform === 'identity' ? sets.times : kaplanMeierTimes(sets.data, sets.times);
  const total = values.reduce((sum, value, moment) => sum + value * real(sets.deaths, moment), 0);
  const centred = values.map((value) => value - total / sets.events);
  const greatest = centred.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  // Times that are all the same differ by rounding from their mean.
  return centred.map((value) => (values.every((one) => one === values[0]) ? 0 : value / greatest));
};

/** 1 - S(t-) of all rows together, strata or not, as `cox.zph` takes it. */
const kaplanMeierTimes = (data: CoxData, times: Float64Array): Float64Array => {
  const distinct = Float64Array.from(new Set(times)).sort();
  const { atRisk, events } = lifeTable(data, distinct);
  const lost = new Float64Array(distinct.length);
  let survival = 1;
  for (let index = 0; index < distinct.length; index++) {
    lost[index] = 1 - survival;
    survival *= 1 - real(events, index) / real(atRisk, index);
  }
  return times.map((time) => real(lost, countUpTo(distinct, time) - 1));
};

/** By time: individuals at risk (entry < time <= exit) and their events. */
const lifeTable = (
  { exit, event, entry, count }: CoxData,
  times: Float64Array,
): { readonly atRisk: Float64Array; readonly events: Float64Array } => {
  const [atRisk, events] = [new Float64Array(times.length), new Float64Array(times.length)];
  const add = (target: Float64Array, upTo: number, value: number): void => {
    if (upTo > 0) target[upTo - 1] = real(target, upTo - 1) + value;
  };
  for (let row = 0; row < exit.length; row++) {
    const own = count ? real(count, row) : 1;
    const last = countUpTo(times, real(exit, row));
    add(atRisk, last, own);
    if (event[row] === 1) add(events, last, own);
    if (entry) add(atRisk, countUpTo(times, real(entry, row)), -own);
  }
  for (let index = times.length - 2; index >= 0; index--) atRisk[index] = real(atRisk, index) + real(atRisk, index + 1);
  return { atRisk, events };
};
