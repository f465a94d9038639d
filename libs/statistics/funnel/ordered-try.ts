import { deepestAt, deepestOf, kindsOf } from './matching.ts';
import {
  endOfInstant,
  type FunnelRules,
  matchesAt,
  mayStart,
  timeAt,
  type Try,
  type UnitEvents,
} from './unit-events.ts';

/**
 * The deepest try where other events may lie between, of equals the one with the earliest times; exclusions are not looked
 * at. Linear in the events: per step only the latest start that got there matters, for whoever started later has more time left.
 */
export const orderedTry = (unit: UnitEvents, rules: FunnelRules): Try | undefined => {
  const state = { latest: new Float64Array(rules.steps + 1), depth: 0, reachedAt: 0 };
  let index = 0;
  while (index < unit.length) {
    const time = timeAt(unit, index);
    const end = endOfInstant(unit, index);
    const instant = { time, index, end, rules, horizon: time - rules.windowMs };
    if (end === index + 1) advanceByOne(state, unit, instant);
    else advanceByInstant(state, unit, instant);
    index = end;
  }
  if (state.depth === 0) return undefined;
  return earliestTimes(unit, earliestStart(unit, rules, state.reachedAt - rules.windowMs), state.depth);
};

interface Progress {
  /** By step: the latest start of a try that got there. Meaningful up to `depth`. */
  readonly latest: Float64Array;
  depth: number;
  /** When `depth` was first reached. */
  reachedAt: number;
}

/** The events from `index` to before `end`, all at `time`; tries that began before `horizon` are over. */
interface Instant {
  readonly time: number;
  readonly index: number;
  readonly end: number;
  readonly rules: FunnelRules;
  readonly horizon: number;
}

const advanceByOne = (state: Progress, unit: UnitEvents, instant: Instant): void => {
  const { time, index, rules } = instant;
  // From the deepest step down, so that the event does not serve two.
  for (let step = Math.min(state.depth, rules.steps - 1); step >= 1; step--)
    if (matchesAt(unit, index, step)) goOn(state, step, instant);
  if (matchesAt(unit, index, 0) && mayStart(rules, time)) reach(state, 1, time, time);
};

const goOn = (state: Progress, step: number, { time, horizon }: Instant): void => {
  const start = state.latest[step] ?? 0;
  if (start >= horizon) reach(state, step + 1, start, time);
};

const reach = (state: Progress, step: number, start: number, time: number): void => {
  if (step > state.depth) {
    state.depth = step;
    state.reachedAt = time;
    state.latest[step] = start;
  } else if (start > (state.latest[step] ?? 0)) state.latest[step] = start;
};

/** Events of one instant: from each depth as far as its next steps can be given different events. */
const advanceByInstant = (state: Progress, unit: UnitEvents, { time, index, end, rules, horizon }: Instant): void => {
  const kinds = kindsOf(unit, index, end);
  const before = state.latest.slice();
  const advance = (base: number, start: number): void => {
    const depth = deepestOf(kinds, base, rules.steps);
    for (let step = base; step < depth; step++) reach(state, step + 1, start, time);
  };
  for (let base = state.depth; base >= 1; base--) {
    const start = before[base] ?? 0;
    if (start >= horizon) advance(base, start);
  }
  if (mayStart(rules, time)) advance(0, time);
};

/**
 * Whoever started between the window's edge and the try that first got deepest got as deep at the same time: the chain
 * after the first step serves an earlier start too.
 */
const earliestStart = (unit: UnitEvents, rules: FunnelRules, horizon: number): number => {
  for (let index = 0; index < unit.length; index++) {
    const time = timeAt(unit, index);
    if (time >= horizon && matchesAt(unit, index, 0) && mayStart(rules, time)) return index;
  }
  throw new Error('a try without a start');
};

/** Each next step as early as it can be: nobody who waits gets deeper. */
const earliestTimes = (unit: UnitEvents, start: number, depth: number): Try => {
  const times: number[] = [];
  let index = start;
  // An event of the same instant that stands before the start may serve a later step.
  while (index > 0 && unit.times[index - 1] === unit.times[start]) index--;
  while (times.length < depth && index < unit.length) {
    const end = endOfInstant(unit, index);
    const reached = deepestAt(unit, index, end, [times.length, depth]);
    while (times.length < reached) times.push(timeAt(unit, index));
    index = end;
  }
  return { times };
};
