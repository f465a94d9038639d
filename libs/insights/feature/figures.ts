import { type DifferenceFigure, type RateFigure } from '@laurel/contracts';
import {
  differenceOfMeans,
  differenceOfProportions,
  type Interval,
  type Sample,
  wilsonInterval,
} from '@laurel/statistics';

/** How sure intervals are, and from how few on a figure is marked. */
export interface Precision {
  readonly level: number;
  readonly smallBelow: number;
}

export const rateOf = (count: number, of: number, { level, smallBelow }: Precision): RateFigure => {
  const interval = wilsonInterval({ successes: count, total: of }, level);
  const small = of < smallBelow;
  if (!interval) return { count, of, rate: null, lower: null, upper: null, small };
  return { count, of, rate: interval.estimate, lower: interval.lower, upper: interval.upper, small };
};

/** First less second. */
export const differenceOfRates = (first: RateFigure, second: RateFigure, { level }: Precision): DifferenceFigure => {
  const [a, b] = [first, second].map(({ count, of }) => ({ successes: count, total: of }));
  return a && b ? differenceFrom(differenceOfProportions(a, b, level), first.small || second.small) : null;
};

/** First less second. */
export const differenceOfScores = (first: Sample, second: Sample, { level, smallBelow }: Precision): DifferenceFigure =>
  differenceFrom(differenceOfMeans(first, second, level), Math.min(first.size, second.size) < smallBelow);

const differenceFrom = (interval: Interval | null, small: boolean): DifferenceFigure =>
  interval && { estimate: interval.estimate, lower: interval.lower, upper: interval.upper, small };
