import { quantileOfUnordered } from '../quantiles.ts';
import { type Try } from './unit-events.ts';

export interface Durations {
  readonly mean: number;
  readonly median: number;
  readonly p90: number;
}

/** One step: reached(i) = reached(i+1) + dropped(i) + open(i), except at the last, where nobody drops. */
export interface StepFigures {
  readonly reached: number;
  readonly dropped: number;
  readonly open: number;
  /** Seconds of those who reached it, quantiles of type 7; undefined where nobody did, and at the first step. */
  readonly fromPrevious: Durations | undefined;
  readonly fromFirst: Durations | undefined;
}

export interface Judging {
  readonly steps: number;
  readonly windowMs: number;
  /** Milliseconds: a try is open while start + window > asOf. */
  readonly asOf: number;
}

const NOBODY: StepFigures = { reached: 0, dropped: 0, open: 0, fromPrevious: undefined, fromFirst: undefined };

/** Some of the tries, by the order in which they were added. */
export type Members = ArrayLike<number>;

/** All counted tries, one number for each step they reached: a million fit into a few megabytes. */
export class Tries {
  private starts = new Float64Array(1024);
  private depths = new Uint8Array(1024);
  private values = new Int32Array(1024);
  private firstTimes = new Float64Array(1024);
  private times = new Float64Array(4096);
  private scratch = new Float64Array(0);
  private timesUsed = 0;
  private used = 0;

  constructor(private readonly judging: Judging) {}

  get count(): number {
    return this.used;
  }

  add({ times }: Try, value: number): void {
    if (this.used === this.starts.length) this.grow();
    if (this.timesUsed + times.length > this.times.length) this.times = doubled(this.times, times.length);
    this.starts[this.used] = times[0] ?? NaN;
    this.depths[this.used] = times.length;
    this.values[this.used] = value;
    this.firstTimes[this.used] = this.timesUsed;
    for (const time of times) this.times[this.timesUsed++] = time;
    this.used++;
  }

  valueOf(at: number): number {
    return this.values[at] ?? NaN;
  }

  startOf(at: number): number {
    return this.starts[at] ?? NaN;
  }

  /** The members of each group by what `keyOf` says of a try, in the order in which they were added. */
  groupBy<Key>(keyOf: (at: number) => Key): ReadonlyMap<Key, Members> {
    const numbers = new Map<Key, number>();
    const groupOf = new Int32Array(this.used);
    for (let at = 0; at < this.used; at++) {
      const key = keyOf(at);
      const group = numbers.get(key) ?? numbers.size;
      if (group === numbers.size) numbers.set(key, group);
      groupOf[at] = group;
    }
    const { order, ends } = inOrderOf(groupOf, numbers.size);
    return new Map([...numbers].map(([key, group]) => [key, order.subarray(ends[group - 1] ?? 0, ends[group])]));
  }

  /** The figures of these tries, of all where none are named. */
  figures(members: Members = this.all()): readonly StepFigures[] {
    const { steps } = this.judging;
    const { deepestFirst, atLeast } = this.byDepth(members);
    return Array.from({ length: steps }, (_, index): StepFigures => {
      const step = index + 1;
      const [reached, wentOn] = [atLeast[step] ?? 0, atLeast[step + 1] ?? 0];
      if (reached === 0) return NOBODY;
      const ended = step === steps ? 0 : reached - wentOn;
      const open = this.openAmong(deepestFirst.subarray(wentOn, wentOn + ended));
      const who = deepestFirst.subarray(0, reached);
      return {
        ...{ reached, dropped: ended - open, open },
        fromPrevious: this.durations(who, step, step - 1),
        fromFirst: this.durations(who, step, 1),
      };
    });
  }

  /** Those who got deepest first, so that who reached a step stands at the front; `atLeast` counts them by step. */
  private byDepth(members: Members): { readonly deepestFirst: Int32Array; readonly atLeast: readonly number[] } {
    const { steps } = this.judging;
    const undone = new Int32Array(members.length);
    for (let index = 0; index < undone.length; index++) undone[index] = steps - this.depthOf(members[index]);
    const { order, ends } = inOrderOf(undone, steps + 1);
    for (let index = 0; index < order.length; index++) order[index] = members[order[index] ?? 0] ?? 0;
    return {
      deepestFirst: order,
      atLeast: Array.from({ length: steps + 2 }, (_, step) => ends[steps - step] ?? 0),
    };
  }

  private depthOf(at = 0): number {
    return this.depths[at] ?? 0;
  }

  private openAmong(ended: Int32Array): number {
    let open = 0;
    for (const at of ended) if (this.startOf(at) + this.judging.windowMs > this.judging.asOf) open++;
    return open;
  }

  /** Seconds from the first to the last step of those who did all, rising. */
  secondsToConvert(): Float64Array {
    const { steps } = this.judging;
    const converted = this.all().filter((at) => this.depths[at] === steps);
    return this.durationsMs(converted, 1, steps)
      .slice()
      .sort()
      .map((ms) => ms / 1000);
  }

  private all(): Int32Array {
    const all = new Int32Array(this.used);
    for (let at = 0; at < all.length; at++) all[at] = at;
    return all;
  }

  private durations(members: Int32Array, step: number, since: number): Durations | undefined {
    if (members.length === 0 || step === 1) return undefined;
    const ms = this.durationsMs(members, since, step);
    // Whole milliseconds add up without rounding.
    let sum = 0;
    for (const one of ms) sum += one;
    return {
      mean: sum / ms.length / 1000,
      median: (quantileOfUnordered(ms, 0.5) ?? NaN) / 1000,
      p90: (quantileOfUnordered(ms, 0.9) ?? NaN) / 1000,
    };
  }

  /** From one step to a later one; in memory that the next call uses again. */
  private durationsMs(members: Int32Array, step: number, later: number): Float64Array {
    if (this.scratch.length < members.length) this.scratch = new Float64Array(members.length);
    const ms = this.scratch.subarray(0, members.length);
    for (let index = 0; index < ms.length; index++) {
      const first = (this.firstTimes[members[index] ?? 0] ?? 0) - 1;
      ms[index] = (this.times[first + later] ?? NaN) - (this.times[first + step] ?? NaN);
    }
    return ms;
  }

  private grow(): void {
    this.starts = doubled(this.starts);
    this.firstTimes = doubled(this.firstTimes);
    const [depths, values] = [this.depths, this.values];
    this.depths = new Uint8Array(depths.length * 2);
    this.values = new Int32Array(values.length * 2);
    this.depths.set(depths);
    this.values.set(values);
  }
}

/** The places of the numbers from 0 to below `most` in their order, alike ones as they stand; each number's `ends` behind them. */
const inOrderOf = (numbers: Int32Array, most: number): { readonly order: Int32Array; readonly ends: Int32Array } => {
  const next = new Int32Array(most + 1);
  for (const number of numbers) addTo(next, number + 1, 1);
  for (let number = 1; number <= most; number++) addTo(next, number, next[number - 1] ?? 0);
  const order = new Int32Array(numbers.length);
  for (let place = 0; place < order.length; place++) order[addTo(next, numbers[place] ?? 0, 1)] = place;
  return { order, ends: next.subarray(0, most) };
};

/** Answers with what was there before. */
const addTo = (counts: Int32Array, at: number, more: number): number => {
  const before = counts[at] ?? 0;
  counts[at] = before + more;
  return before;
};

const doubled = (old: Float64Array, atLeast = 0): Float64Array<ArrayBuffer> => {
  const grown = new Float64Array(old.length * 2 + atLeast);
  grown.set(old);
  return grown;
};
