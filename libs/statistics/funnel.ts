/** Events of one learner or enrolment that match at least one step, in order of time, each event once. */
export interface UnitEvents {
  length: number;
  /** Milliseconds. */
  readonly times: Float64Array;
  /** Which steps an event matches: step 1 is bit 0 of `low`, step 31 bit 0 of `high`. Step 1 only where it may start. */
  readonly low: Int32Array;
  readonly high: Int32Array;
}

/** 60 steps in two words of 30: all of it stays in small integers. */
export const BITS_PER_WORD = 30;

export interface FunnelRules {
  readonly steps: number;
  /** From the first step, inclusive; Infinity for none. */
  readonly windowMs: number;
}

export interface Try {
  /** Steps reached, from 1. */
  readonly depth: number;
  /** When the try began: the earliest of those that got as deep. */
  readonly start: number;
}

/**
 * The deepest try of a unit in an ordered funnel: every start is tried, other events may lie between, events of one
 * instant convert in any order, no event serves two steps. Linear in the events: per step only the latest start that
 * got there matters, for whoever started later has more time left.
 */
export const deepestTry = (unit: UnitEvents, { steps, windowMs }: FunnelRules): Try | undefined => {
  const state = { latest: new Float64Array(steps + 1), depth: 0, reachedAt: 0 };
  let index = 0;
  while (index < unit.length) {
    const time = unit.times[index] ?? 0;
    const horizon = time - windowMs;
    let end = index + 1;
    while (end < unit.length && unit.times[end] === time) end++;
    const instant = { time, index, end, steps, horizon };
    if (end === index + 1) advanceByOne(state, unit, instant);
    else advanceByInstant(state, unit, instant);
    index = end;
  }
  return state.depth === 0 ? undefined : { depth: state.depth, start: earliestStart(unit, state.reachedAt - windowMs) };
};

interface Progress {
  /** By step: the latest start of a try that got there. Meaningful up to `depth`. */
  readonly latest: Float64Array;
  depth: number;
  /** When `depth` was first reached. */
  reachedAt: number;
}

const matches = (low: number, high: number, step: number): boolean =>
  step < BITS_PER_WORD ? ((low >>> step) & 1) === 1 : ((high >>> (step - BITS_PER_WORD)) & 1) === 1;

/** The events from `index` to before `end`, all at `time`; tries that began before `horizon` are over. */
interface Instant {
  readonly time: number;
  readonly index: number;
  readonly end: number;
  readonly steps: number;
  readonly horizon: number;
}

const advanceByOne = (state: Progress, unit: UnitEvents, { time, index, steps, horizon }: Instant): void => {
  const [low, high] = [unit.low[index] ?? 0, unit.high[index] ?? 0];
  // From the deepest step down, so that the event does not serve two.
  for (let step = Math.min(state.depth, steps - 1); step >= 1; step--) {
    const start = state.latest[step] ?? 0;
    if (matches(low, high, step) && start >= horizon) reach(state, step + 1, start, time);
  }
  if (matches(low, high, 0)) reach(state, 1, time, time);
};

const reach = (state: Progress, step: number, start: number, time: number): void => {
  if (step > state.depth) {
    state.depth = step;
    state.reachedAt = time;
    state.latest[step] = start;
  } else if (start > (state.latest[step] ?? 0)) state.latest[step] = start;
};

/** Events of one instant: from each depth as far as its next steps can be given different events. */
const advanceByInstant = (state: Progress, unit: UnitEvents, { time, index, end, steps, horizon }: Instant): void => {
  const kinds = kindsOf(unit, index, end);
  const before = state.latest.slice();
  for (let base = state.depth; base >= 0; base--) {
    const start = base === 0 ? time : (before[base] ?? 0);
    if (start < horizon) continue;
    const matching = new Matching(kinds);
    for (let step = base; step < steps && matching.add(step); step++) reach(state, step + 1, start, time);
  }
};

/** Events with the same steps are interchangeable. */
interface Kind {
  readonly low: number;
  readonly high: number;
  count: number;
}

const kindsOf = (unit: UnitEvents, index: number, end: number): readonly Kind[] => {
  const kinds: Kind[] = [];
  for (let at = index; at < end; at++) {
    const [low, high] = [unit.low[at] ?? 0, unit.high[at] ?? 0];
    const known = kinds.find((kind) => kind.low === low && kind.high === high);
    if (known) known.count++;
    else kinds.push({ low, high, count: 1 });
  }
  return kinds;
};

/** Gives each added step an event of its own, moving earlier ones where needed (Kuhn's augmenting paths). */
class Matching {
  private readonly served: number[][];

  constructor(private readonly kinds: readonly Kind[]) {
    this.served = kinds.map(() => []);
  }

  /** False when there is no event left for this step, however the others are arranged. */
  add(step: number, seen = new Set<number>()): boolean {
    for (const [index, kind] of this.kinds.entries()) {
      if (seen.has(index) || !matches(kind.low, kind.high, step)) continue;
      seen.add(index);
      if (this.settle(step, index, seen)) return true;
    }
    return false;
  }

  private settle(step: number, index: number, seen: Set<number>): boolean {
    const served = this.served[index] ?? [];
    if (served.length < (this.kinds[index]?.count ?? 0)) {
      served.push(step);
      return true;
    }
    const moved = served.findIndex((other) => this.add(other, seen));
    if (moved < 0) return false;
    served[moved] = step;
    return true;
  }
}

/**
 * Whoever started between the window's edge and the try that first got deepest got as deep at the same time: the chain
 * after the first step serves an earlier start too.
 */
const earliestStart = (unit: UnitEvents, horizon: number): number => {
  for (let index = 0; index < unit.length; index++) {
    const time = unit.times[index] ?? 0;
    if (time >= horizon && matches(unit.low[index] ?? 0, unit.high[index] ?? 0, 0)) return time;
  }
  throw new Error('a try without a start');
};

/** Counts per step: reached(i) = reached(i+1) + dropped(i) + open(i). */
export class FunnelCount {
  readonly reached: number[];
  readonly dropped: number[];
  readonly open: number[];

  constructor(
    private readonly rules: FunnelRules,
    private readonly asOf: number,
  ) {
    const zeros = (): number[] => Array.from({ length: rules.steps }, () => 0);
    [this.reached, this.dropped, this.open] = [zeros(), zeros(), zeros()];
  }

  add(unit: UnitEvents): void {
    const deepest = deepestTry(unit, this.rules);
    if (!deepest) return;
    const { depth, start } = deepest;
    for (let step = 0; step < depth; step++) this.reached[step] = (this.reached[step] ?? 0) + 1;
    if (depth === this.rules.steps) return;
    const place = start + this.rules.windowMs > this.asOf ? this.open : this.dropped;
    place[depth - 1] = (place[depth - 1] ?? 0) + 1;
  }
}
