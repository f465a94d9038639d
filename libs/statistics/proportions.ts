import { criticalValue } from './special-functions.ts';

/** So many of so many. */
export interface Share {
  readonly successes: number;
  readonly total: number;
}

export interface Interval {
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
}

/** A proportion with Wilson's score limits (1927), as R's prop.test(correct = FALSE); null of nobody. */
export const wilsonInterval = ({ successes, total }: Share, level = 0.95): Interval | null => {
  if (total === 0) return null;
  const estimate = successes / total;
  const critical = criticalValue(level);
  const shrink = critical ** 2 / total;
  const centre = estimate + shrink / 2;
  const margin = critical * Math.sqrt((estimate * (1 - estimate)) / total + shrink / (4 * total));
  return {
    estimate,
    // At the ends the limit is the end itself, whatever the rounding.
    lower: successes === 0 ? 0 : (centre - margin) / (1 + shrink),
    upper: successes === total ? 1 : (centre + margin) / (1 + shrink),
  };
};

/**
 * First less second proportion with the hybrid score limits of Newcombe (1998, method 10), which combine the Wilson limits
 * of both and hold for small samples and at 0 and 1; null where either is of nobody.
 */
export const differenceOfProportions = (first: Share, second: Share, level = 0.95): Interval | null => {
  const a = wilsonInterval(first, level);
  const b = wilsonInterval(second, level);
  if (!a || !b) return null;
  const estimate = a.estimate - b.estimate;
  return {
    estimate,
    lower: estimate - Math.hypot(a.estimate - a.lower, b.upper - b.estimate),
    upper: estimate + Math.hypot(a.upper - a.estimate, b.estimate - b.lower),
  };
};
