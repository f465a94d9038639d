import { type Cholesky, cholesky, invert, solve, type SymmetricMatrix } from '../linear-algebra.ts';
import { real } from '../typed.ts';
import { type PartialLikelihood } from './efron.ts';

export interface Convergence {
  /** The greatest relative change of the log-likelihood that counts as none. */
  readonly epsilon: number;
  readonly iterations: number;
}

/** `coxph.control` of R: where and how it stops decides the digits behind the eighth. */
export const CONVERGENCE: Convergence = { epsilon: 1e-9, iterations: 20 };

export interface Maximum {
  readonly coefficients: Float64Array;
  readonly logLikelihood: number;
  readonly score: Float64Array;
  /** The inverse of the information, zero in singular rows. */
  readonly covariance: SymmetricMatrix;
  readonly decomposed: Cholesky;
  readonly iterations: number;
  readonly converged: boolean;
  /** At coefficients of zero. */
  readonly start: PartialLikelihood;
}

/**
 * Newton-Raphson from zero. A step that does not climb is halved, then cut to a third of the rest and so on; the end is a
 * relative change of at most epsilon. The path is that of R survival (coxfit6), so that both stop at the same iterate.
 */
export const maximise = (
  likelihood: (coefficients: Float64Array) => PartialLikelihood,
  terms: number,
  { epsilon, iterations }: Convergence = CONVERGENCE,
): Maximum => {
  const start = likelihood(new Float64Array(terms));
  let best: Float64Array = new Float64Array(terms);
  let bestLikelihood = start.logLikelihood;
  let candidate = solve(cholesky(start.information), start.score);
  let halvings = 0;
  for (let iteration = 1; iteration <= iterations; iteration++) {
    const now = likelihood(candidate);
    const decomposed = cholesky(now.information);
    const finite = isFinite(now);
    if (finite && Math.abs(1 - bestLikelihood / now.logLikelihood) <= epsilon)
      return { ...now, ...finish(candidate, decomposed), iterations: iteration, converged: true, start };
    if (!finite || now.logLikelihood < bestLikelihood) {
      halvings++;
      candidate = between(candidate, best, halvings);
    } else {
      halvings = 0;
      [best, bestLikelihood] = [candidate, now.logLikelihood];
      candidate = sum(best, solve(decomposed, now.score));
    }
  }
  const last = likelihood(best);
  return { ...last, ...finish(best, cholesky(last.information)), iterations, converged: false, start };
};

const finish = (
  coefficients: Float64Array,
  decomposed: Cholesky,
): Pick<Maximum, 'coefficients' | 'decomposed' | 'covariance'> => ({
  coefficients,
  decomposed,
  covariance: invert(decomposed),
});

const isFinite = ({ logLikelihood, score, information }: PartialLikelihood): boolean =>
  Number.isFinite(logLikelihood) &&
  score.every(Number.isFinite) &&
  information.every((row) => row.every(Number.isFinite));

const between = (candidate: Float64Array, best: Float64Array, halvings: number): Float64Array =>
  candidate.map((value, term) => (value + halvings * real(best, term)) / (halvings + 1));

const sum = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, term) => value + real(b, term));
