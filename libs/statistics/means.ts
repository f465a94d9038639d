import { type Interval } from './proportions.ts';
import { studentTQuantile } from './special-functions.ts';

/** What is known of a sample: its size, mean and variance (of n - 1). */
export interface Sample {
  readonly size: number;
  readonly mean: number;
  readonly variance: number;
}

export interface DifferenceOfMeans extends Interval {
  readonly degreesOfFreedom: number;
}

/**
 * First less second mean with Welch's limits (1947, degrees of freedom of Satterthwaite), which let the variances differ,
 * as R's t.test; null where a sample has fewer than two or neither varies.
 */
export const differenceOfMeans = (first: Sample, second: Sample, level = 0.95): DifferenceOfMeans | null => {
  if (first.size < 2 || second.size < 2) return null;
  const a = first.variance / first.size;
  const b = second.variance / second.size;
  if (a + b === 0) return null;
  const estimate = first.mean - second.mean;
  const degreesOfFreedom = (a + b) ** 2 / (a ** 2 / (first.size - 1) + b ** 2 / (second.size - 1));
  const margin = studentTQuantile((1 + level) / 2, degreesOfFreedom) * Math.sqrt(a + b);
  return { estimate, lower: estimate - margin, upper: estimate + margin, degreesOfFreedom };
};
