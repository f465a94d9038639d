import { deepestAt, deepestOf, kindsOf } from './matching.ts';
import {
  BITS_PER_WORD,
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
 * at. Linear in the events.
 */
export const orderedTry = (unit: UnitEvents, rules: FunnelRules): Try | undefined => {
  const starts = new LatestStarts(unit, rules);
  let index = 0;
  while (index < unit.length) {
    const end = endOfInstant(unit, index);
    if (end === index + 1) starts.takeOne(index);
    else starts.takeInstant(index, end);
    index = end;
  }
  const { depth, reachedAt } = starts;
  if (depth === 0) return undefined;
  return earliestTimes(unit, earliestStart(unit, rules, reachedAt - rules.windowMs), depth);
};

/** By depth the latest start of a try that got there: of two, whoever started later has more time left. */
class LatestStarts {
  depth = 0;
  /** When `depth` was first reached. */
  reachedAt = 0;
  private latest: number[] = [];

  constructor(
    private readonly unit: UnitEvents,
    private readonly rules: FunnelRules,
  ) {}

  /** An event that nothing else happened with. */
  takeOne(index: number): void {
    const { unit, depth } = this;
    const time = timeAt(unit, index);
    // From the deepest step down, so that the event does not serve two.
    if (depth >= BITS_PER_WORD)
      this.takeSteps((unit.high[index] ?? 0) & upTo(depth - BITS_PER_WORD), BITS_PER_WORD, time);
    this.takeSteps((unit.low[index] ?? 0) & upTo(depth), 0, time);
  }

  /** Events of one instant: from each depth as far as its next steps can be given different events. */
  takeInstant(from: number, end: number): void {
    const time = timeAt(this.unit, from);
    const kinds = kindsOf(this.unit, from, end);
    const before = [...this.latest];
    for (let base = this.depth; base >= 0; base--) {
      const start = base === 0 ? this.startAt(time) : (before[base] ?? NaN);
      if (!(start >= time - this.rules.windowMs)) continue;
      const depth = deepestOf(kinds, base, this.rules.steps);
      for (let step = base + 1; step <= depth; step++) this.reach(step, start, time);
    }
  }

  /** Steps are bits, `first` is the lowest one; each goes on from the depth before it. */
  private takeSteps(bits: number, first: number, time: number): void {
    for (let left = bits; left !== 0;) {
      const bit = 31 - Math.clz32(left);
      left ^= 1 << bit;
      const base = first + bit;
      const start = base === 0 ? this.startAt(time) : (this.latest[base] ?? NaN);
      if (start >= time - this.rules.windowMs) this.reach(base + 1, start, time);
    }
  }

  /** NaN where nobody may start. */
  private startAt(time: number): number {
    return mayStart(this.rules, time) ? time : NaN;
  }

  private reach(depth: number, start: number, time: number): void {
    if (depth > this.depth) {
      this.depth = depth;
      this.reachedAt = time;
    }
    this.latest[depth] = Math.max(start, this.latest[depth] ?? start);
  }
}

/** The bits from 0 to this one, of a word. */
const upTo = (bit: number): number => (bit >= BITS_PER_WORD - 1 ? -1 : (2 << bit) - 1);

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
