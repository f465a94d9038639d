import { StepsInAnyOrder } from './any-order-try.ts';
import { kindsOfEvents, Matching } from './matching.ts';
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
  const anyOrder = rules.order === 'any' ? new StepsInAnyOrder(rules.steps) : undefined;
  for (let from = 0; from < unit.length && values.length < times.length;) {
    const end = endOfInstant(unit, from);
    const time = timeAt(unit, from);
    if (time >= (times[0] ?? 0)) {
      const events = inOrderOfValue(unit, from, end, compare);
      const taken = anyOrder
        ? events.filter((index) => anyOrder.take(unit.low[index] ?? 0, unit.high[index] ?? 0))
        : servingInOrder(unit, events, stepsAt(times, time, values.length));
      values.push(...taken.map((index) => unit.values[index] ?? 0));
    }
    from = end;
  }
  return values.slice(0, times.length);
};

const inOrderOfValue = (unit: UnitEvents, from: number, end: number, compare: CompareValues): readonly number[] => {
  const events = Array.from({ length: end - from }, (_, offset) => from + offset);
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

/** For each step the first event that leaves one for every later step. */
const servingInOrder = (unit: UnitEvents, events: readonly number[], steps: readonly number[]): readonly number[] => {
  const left = [...events];
  return steps.map((step, position) => {
    const at = left.findIndex((index, here) => {
      if (!matchesAt(unit, index, step)) return false;
      const matching = new Matching(
        kindsOfEvents(
          unit,
          left.filter((_, other) => other !== here),
        ),
      );
      return steps.slice(position + 1).every((later) => matching.add(later));
    });
    const [taken] = left.splice(at, 1);
    if (at < 0 || taken === undefined) throw new Error('a step of the try without an event');
    return taken;
  });
};

/** Which step of the try says where it is counted; steps from 1, in any order the steps as they were done. */
export type Attribution = 'first' | 'last' | 'all' | { readonly step: number };

/** A value that says nothing. */
export const NO_VALUE = -1;

/** The first or last step that says anything, the step asked for, or what all steps say alike. */
export const attributed = (values: readonly number[], attribution: Attribution): number => {
  switch (attribution) {
    case 'first':
      return values.find((value) => value !== NO_VALUE) ?? NO_VALUE;
    case 'last':
      return values.findLast((value) => value !== NO_VALUE) ?? NO_VALUE;
    case 'all':
      return values.every((value) => value === values[0]) ? (values[0] ?? NO_VALUE) : NO_VALUE;
  }
  return values[attribution.step - 1] ?? NO_VALUE;
};
