import { criticalValue } from '../special-functions.ts';
import { lifeTable } from './life-table.ts';
import { type MeanCount, meanCountLimits, meanCumulativeCount } from './mean-cumulative-count.ts';

/** What so many learners went through alike: observed after `entry`, or from the beginning, up to and with `end`. */
export interface History {
  readonly entry?: number;
  readonly end: number;
  /** In any order, each inside the observation. */
  readonly events: readonly number[];
  readonly count: number;
}

/**
 * The mean cumulative count with the robust error of Lawless & Nadeau (1995), which lets a learner's events depend on each
 * other: the sum over learners of their squared residuals, the integral of (dN - dMean) / at risk while at risk. Equal to
 * R's std.chaz of survfit(Surv(start, stop, event) ~ 1, id = learner, robust = TRUE). Needs the events of each learner
 * together, so it costs what there are different histories. Throws for an event outside its observation.
 */
export const robustMeanCount = (histories: readonly History[], level: number): readonly MeanCount[] => {
  const observation = lifeTable(
    histories.map(({ end, count }) => ({ time: end, event: 'censored', count })),
    histories.flatMap(({ entry, count }) => (entry === undefined ? [] : [{ time: entry, count }])),
  );
  const events = histories.flatMap(({ events: times, count }) => times.map((time) => ({ time, count })));
  const residuals = new Residuals(histories);
  const critical = criticalValue(level);
  return meanCumulativeCount(observation, events, level).map((point) => {
    const variance = residuals.advance(point);
    return { ...point, ...meanCountLimits(point.mean, Math.sqrt(variance), critical) };
  });
};

interface Followed extends History {
  /** The sum of 1 / at risk over its events so far. */
  own: number;
  /** What the mean had taken before it was at risk. */
  takenBefore: number;
}

/** The sum of all squared residuals, kept up from time to time without looking at learners to whom nothing happens. */
class Residuals {
  private readonly entering: Followed[];
  private readonly leaving: Followed[];
  private readonly happening = new Map<number, Followed[]>();
  /** What the mean has taken so far from the residual of everyone at risk all the time. */
  private taken = 0;
  private sumAtRisk = 0;
  private squares = 0;

  constructor(histories: readonly History[]) {
    const followed = histories.map((history): Followed => ({ ...history, own: 0, takenBefore: 0 }));
    // The next one stands at the end, to be popped.
    this.entering = followed.filter(({ entry }) => entry !== undefined).sort((a, b) => entryOf(b) - entryOf(a));
    this.leaving = [...followed].sort((a, b) => b.end - a.end);
    for (const one of followed) for (const time of one.events) this.expect(one, time);
  }

  private expect(one: Followed, time: number): void {
    if (time <= entryOf(one) || time > one.end) throw new RangeError(`an event at ${time} outside its observation`);
    const others = this.happening.get(time);
    if (others) others.push(one);
    else this.happening.set(time, [one]);
  }

  /** The variance after this time; times grow. */
  advance({ time, atRisk, events }: MeanCount): number {
    for (const left of takeWhile(this.leaving, ({ end }) => end < time))
      this.sumAtRisk -= left.count * this.residual(left);
    for (const entered of takeWhile(this.entering, (one) => entryOf(one) < time)) entered.takenBefore = this.taken;
    const taken = events / atRisk ** 2;
    this.squares += atRisk * taken ** 2 - 2 * taken * this.sumAtRisk;
    this.sumAtRisk -= atRisk * taken;
    this.taken += taken;
    for (const one of this.happening.get(time) ?? []) {
      this.squares += one.count * (2 * this.residual(one) + 1 / atRisk) * (1 / atRisk);
      this.sumAtRisk += one.count / atRisk;
      one.own += 1 / atRisk;
    }
    return Math.max(0, this.squares); // 0 where all have the same, but for rounding
  }

  private residual({ own, takenBefore }: Followed): number {
    return own - (this.taken - takenBefore);
  }
}

const entryOf = ({ entry = -Infinity }: History): number => entry;

/** Takes from the end of a list as long as the condition holds. */
function* takeWhile<T>(list: T[], holds: (item: T) => boolean): Generator<T> {
  for (let last = list.at(-1); last !== undefined && holds(last); last = list.at(-1)) {
    list.pop();
    yield last;
  }
}
