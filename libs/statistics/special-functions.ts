import erfc from '@stdlib/math-base-special-erfc';
import erfcinv from '@stdlib/math-base-special-erfcinv';
import studentQuantile from '@stdlib/stats-base-dists-t-quantile';
import { gammaLowerTail, gammaUpperTail } from './incomplete-gamma.ts';

/** P(Z > z) of the standard normal, computed as a tail: 1e-89 at z = 20, where 1 - cdf would be 0 (R: pnorm(lower = FALSE)). */
export const normalUpperTail = (z: number): number => erfc(z / Math.SQRT2) / 2;

/** P(|Z| > |z|): the p-value of a Wald test with one degree of freedom. */
export const normalTwoSidedTail = (z: number): number => erfc(Math.abs(z) / Math.SQRT2);

/** The z with P(Z <= z) = p, by the inverse of erfc, which keeps its digits in the lower tail (R: qnorm). */
export const normalQuantile = (p: number): number => -Math.SQRT2 * erfcinv(2 * p);

/** P(X > x) of chi-squared, computed as a tail: 1e-62 is not 0 (R: pchisq(lower = FALSE)). 1 for x <= 0. */
export const chiSquaredUpperTail = (x: number, degreesOfFreedom: number): number =>
  gammaUpperTail(degreesOfFreedom / 2, x / 2);

/** The x with P(X <= x) = p of the gamma distribution with this shape and scale 1 (R: qgamma), by bisection. */
export const gammaQuantile = (p: number, shape: number): number => {
  const isBelow = (x: number): boolean => (p < 0.5 ? gammaLowerTail(shape, x) < p : gammaUpperTail(shape, x) > 1 - p);
  let [low, high] = [0, shape + 1];
  while (isBelow(high)) [low, high] = [high, 2 * high];
  for (let middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2) {
    if (isBelow(middle)) low = middle;
    else high = middle;
  }
  return high;
};

/** The t with P(T <= t) = p of Student's distribution; the degrees of freedom need not be whole (R: qt). */
export const studentTQuantile = (p: number, degreesOfFreedom: number): number => studentQuantile(p, degreesOfFreedom);

/** The z of a two-sided interval at this level: 1.96 at 0.95. */
export const criticalValue = (level: number): number => normalQuantile((1 + level) / 2);
