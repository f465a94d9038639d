import { quantile } from '../quantiles.ts';
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

/** All counted tries, one number for each step they reached: a million fit into a few megabytes. */
export class Tries {
  private starts = new Float64Array(1024);
  private depths = new Uint8Array(1024);
  private values = new Int32Array(1024);
  private firstTimes = new Float64Array(1024);
  private times = new Float64Array(4096);
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

  /** The members of each group by what `keyOf` says of a try. */
  groupBy<Key>(keyOf: (at: number) => Key): ReadonlyMap<Key, readonly number[]> {
    const groups = new Map<Key, number[]>();
    for (let at = 0; at < this.used; at++) {
      const key = keyOf(at);
      const group = groups.get(key);
      if (group) group.push(at);
      else groups.set(key, [at]);
    }
    return groups;
  }

  /** The figures of these tries, of all where none are named. */
  figures(members: readonly number[] = this.all()): readonly StepFigures[] {
    const { steps } = this.judging;
    const byDepth = this.byDepth(members);
    const figures = Array.from({ length: steps }, () => NOBODY);
    let reached: readonly number[] = [];
    for (let step = byDepth.length - 1; step >= 1; step--) {
      const ended = byDepth[step] ?? [];
      reached = reached.concat(ended);
      const open = step === steps ? 0 : this.openAmong(ended);
      figures[step - 1] = {
        reached: reached.length,
        dropped: step === steps ? 0 : ended.length - open,
        open,
        fromPrevious: this.durations(reached, step, step - 1),
        fromFirst: this.durations(reached, step, 1),
      };
    }
    return figures;
  }

  /** Up to the greatest depth there is. */
  private byDepth(members: readonly number[]): readonly number[][] {
    const byDepth: number[][] = [];
    for (const at of members) {
      const depth = this.depths[at] ?? 0;
      while (byDepth.length <= depth) byDepth.push([]);
      byDepth[depth]?.push(at);
    }
    return byDepth;
  }

  private openAmong(ended: readonly number[]): number {
    let open = 0;
    for (const at of ended) if (this.startOf(at) + this.judging.windowMs > this.judging.asOf) open++;
    return open;
  }

  /** Seconds from the first to the last step of those who did all, rising. */
  secondsToConvert(): Float64Array {
    const { steps } = this.judging;
    const converted = this.all().filter((at) => this.depths[at] === steps);
    return this.sortedMs(converted, 1, steps).map((ms) => ms / 1000);
  }

  private all(): readonly number[] {
    const all: number[] = [];
    for (let at = 0; at < this.used; at++) all.push(at);
    return all;
  }

  private durations(members: readonly number[], step: number, since: number): Durations | undefined {
    if (members.length === 0 || step === 1) return undefined;
    const ms = this.sortedMs(members, since, step);
    // Whole milliseconds add up without rounding.
    let sum = 0;
    for (const one of ms) sum += one;
    return {
      mean: sum / ms.length / 1000,
      median: (quantile(ms, 0.5) ?? NaN) / 1000,
      p90: (quantile(ms, 0.9) ?? NaN) / 1000,
    };
  }

  /** From one step to a later one, rising. */
  private sortedMs(members: readonly number[], step: number, later: number): Float64Array {
    const ms = new Float64Array(members.length);
    for (let index = 0; index < ms.length; index++) {
      const first = (this.firstTimes[members[index] ?? 0] ?? 0) - 1;
      ms[index] = (this.times[first + later] ?? NaN) - (this.times[first + step] ?? NaN);
    }
    return ms.sort();
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

const doubled = (old: Float64Array, atLeast = 0): Float64Array<ArrayBuffer> => {
  const grown = new Float64Array(old.length * 2 + atLeast);
  grown.set(old);
  return grown;
};
