import { inverseQuadraticForm, submatrix, type SymmetricMatrix } from '../linear-algebra.ts';
import { real } from '../typed.ts';
import { type ChiSquaredTest, chiSquaredTest } from './chi-squared-test.ts';
import { type CoxFit } from './cox-regression.ts';
import { information, sumsOfMeans, tieSums } from './efron.ts';
import { type RiskSets } from './risk-sets.ts';
import { dyingByMoment, riskSums } from './risk-sums.ts';
import { type TimeTransform, transformedTimes } from './time-transform.ts';

export interface TermProportionality extends ChiSquaredTest {
  readonly term: string;
}

export interface Proportionality {
  readonly transform: TimeTransform;
  /** One a term, over all its covariates; terms without any coefficient are not here. */
  readonly terms: readonly TermProportionality[];
  readonly global: ChiSquaredTest;
}

/**
 * The score test of coefficients that change with a function of time (Grambsch & Therneau 1994), exact in the variance of each
 * risk set: R survival's `cox.zph` since 3.0. Null where there are fewer than two different times of events.
 */
export const proportionality = (
  sets: RiskSets,
  fit: CoxFit,
  transform: TimeTransform = 'km',
): Proportionality | null => {
  const times = transformedTimes(sets, transform);
  if (times.every((time) => time === 0)) return null;
  const kept = fit.coefficients.flatMap(({ coefficient, term }, index) =>
    coefficient === null ? [] : [{ index, term, scaled: coefficient / real(sets.scales, index) }],
  );
  const columns = kept.flatMap(({ index }) => sets.columns.slice(index, index + 1));
  const { score, matrix } = timeScore(
    { ...sets, columns },
    Float64Array.from(kept, ({ scaled }) => scaled),
    times,
  );
  const test = (positions: readonly number[]): ChiSquaredTest => {
    const tested = [...kept.keys(), ...positions.map((position) => position + kept.length)];
    const scores = tested.map((at) => (at < kept.length ? 0 : real(score, at - kept.length)));
    return chiSquaredTest(inverseQuadraticForm(submatrix(matrix, tested), Float64Array.from(scores)), positions.length);
  };
  const positionsOf = (term: string): number[] => [...kept.keys()].filter((position) => kept[position]?.term === term);
  return {
    transform,
    terms: [...new Set(kept.map(({ term }) => term))].map((term) => ({ term, ...test(positionsOf(term)) })),
    global: test([...kept.keys()]),
  };
};

/** The score of coefficients of covariate times g(t) at zero, and the information of those of the covariates and of these. */
const timeScore = (
  sets: RiskSets,
  coefficients: Float64Array,
  times: Float64Array,
): { readonly score: Float64Array; readonly matrix: SymmetricMatrix } => {
  const sums = riskSums(sets, coefficients);
  const ties = tieSums(sets, sums);
  const means = sumsOfMeans(sums, ties);
  const score = new Float64Array(coefficients.length);
  dyingByMoment(sets).forEach((dying, at) => {
    const term = at % coefficients.length;
    const time = real(times, (at - term) / coefficients.length);
    score[term] = real(score, term) + time * (dying - real(means, at));
  });
  const plain = information(sets, sums, ties);
  const crossed = information(sets, sums, ties, times);
  const timed = information(
    sets,
    sums,
    ties,
    times.map((time) => time * time),
  );
  return { score, matrix: blocks(plain, crossed, timed) };
};

const blocks = (first: SymmetricMatrix, crossed: SymmetricMatrix, last: SymmetricMatrix): SymmetricMatrix => {
  const beside = (left: SymmetricMatrix, right: SymmetricMatrix): SymmetricMatrix =>
    left.map((row, index) => Float64Array.of(...row, ...(right[index] ?? [])));
  return [...beside(first, crossed), ...beside(crossed, last)];
};
