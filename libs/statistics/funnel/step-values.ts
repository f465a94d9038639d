import { StepsInAnyOrder } from './any-order-try.ts';
import { endOfInstant, type FunnelRules, matchesAt, timeAt, type Try, type UnitEvents } from './unit-events.ts';

/** Of two values the one that counts where both could: negative when the first does. */
export type CompareValues = (one: number, other: number) => number;

/**
 * What the events of the counted try say, step by step. Where several events of one instant could serve, those whose values
 * come first in order, step by step: the stored order of an instant says nothing. After `countedTry`, with the same events.
 */
export const valuesOfSteps = (
  unit: UnitEvents,
  rules: FunnelRules,
  { times }: Try,
  compare: CompareValues,
): readonly number[] => {
  const values: number[] = [];
  const serving = rules.order === 'any' ? servedInAnyOrder(unit, rules.steps) : undefined;
  const start = times[0] ?? Infinity;
  for (let from = 0; from < unit.length && values.length < times.length; from = endOfInstant(unit, from)) {
    const time = timeAt(unit, from);
    if (time < start) continue;
    const events = inOrderOfValue(unit, from, compare);
    values.push(...(serving?.(events) ?? servedInOrder(unit, events, stepsAt(times, time, values.length))));
  }
  return values.slice(0, times.length);
};

/** The values of the events that do a step more, as they come. */
const servedInAnyOrder = (unit: UnitEvents, count: number): ((events: readonly number[]) => readonly number[]) => {
  const steps = new StepsInAnyOrder(count);
  return (events) =>
    events
      .filter((index) => steps.take(unit.low[index] ?? 0, unit.high[index] ?? 0))
      .map((index) => unit.values[index] ?? 0);
};

const inOrderOfValue = (unit: UnitEvents, from: number, compare: CompareValues): readonly number[] => {
  const events = Array.from({ length: endOfInstant(unit, from) - from }, (_, offset) => from + offset);
  return events.length === 1
    ? events
    : events.sort((a, b) => compare(unit.values[a] ?? 0, unit.values[b] ?? 0) || a - b);
};

/** The steps, from 0, that the try does at this time. */
const stepsAt = (times: readonly number[], time: number, from: number): readonly number[] => {
  let to = from;
  while (times[to] === time) to++;
  return Array.from({ length: to - from }, (_, offset) => from + offset);
};

/** For each step the first value that leaves an event for every later step, whichever events of that value serve. */
const servedInOrder = (unit: UnitEvents, events: readonly number[], steps: readonly number[]): readonly number[] => {
  const chosen: number[] = [];
  for (const step of steps) {
    const values = events.filter((index) => matchesAt(unit, index, step)).map((index) => unit.values[index] ?? 0);
    const value = values.find((one) => canServe({ unit, events, steps }, [...chosen, one]));
    if (value === undefined) throw new Error('a step of the try without an event');
    chosen.push(value);
  }
  return chosen;
};

interface Serving {
  readonly unit: UnitEvents;
  readonly events: readonly number[];
  readonly steps: readonly number[];
}

/** Whether each step has an event of its own, the first ones of these values (Kuhn's augmenting paths). */
const canServe = ({ unit, events, steps }: Serving, values: readonly number[]): boolean => {
  const served = new Map<number, number>();
  const fits = (index: number, position: number): boolean =>
    matchesAt(unit, index, steps[position] ?? 0) && (values[position] ?? unit.values[index]) === unit.values[index];
  const serve = (position: number, seen: Set<number>): boolean => {
    for (const index of events) {
      if (seen.has(index) || !fits(index, position)) continue;
      seen.add(index);
      const other = served.get(index);
      if (other !== undefined && !serve(other, seen)) continue;
      served.set(index, position);
      return true;
    }
    return false;
  };
  return steps.every((_, position) => serve(position, new Set()));
};

/** Which step of the try says where it is counted; steps from 1, in any order the steps as they were done. */
export type Attribution = 'first' | 'last' | 'all' | { readonly step: number };

/** A value that says nothing. */
export const NO_VALUE = -1;

/** The first or last step that says anything, the step asked for, or what all steps say alike. */
export const attributed = (values: readonly number[], attribution: Attribution): number =>
  saying(values, attribution) ?? NO_VALUE;

const saying = (values: readonly number[], attribution: Attribution): number | undefined => {
  switch (attribution) {
    case 'first':
      return values.find((value) => value !== NO_VALUE);
    case 'last':
      return values.findLast((value) => value !== NO_VALUE);
    case 'all':
      return values.every((value) => value === values[0]) ? values[0] : NO_VALUE;
  }
  return values[attribution.step - 1];
};
