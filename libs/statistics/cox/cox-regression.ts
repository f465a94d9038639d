import {
  element,
  inverseQuadraticForm,
  isSingular,
  sandwich,
  submatrix,
  type SymmetricMatrix,
} from '../linear-algebra.ts';
import { criticalValue, normalTwoSidedTail } from '../special-functions.ts';
import { real } from '../typed.ts';
import { type ChiSquaredTest, chiSquaredTest } from './chi-squared-test.ts';
import { partialLikelihood } from './efron.ts';
import { type Convergence, CONVERGENCE, maximise, type Maximum } from './newton.ts';
import { type RiskSets } from './risk-sets.ts';
import { dyingCovariates } from './risk-sums.ts';
import { scoreVariation } from './robust.ts';
import { type CoxWarning, warningsOf } from './warnings.ts';

export interface CoxOptions {
  /** Of the intervals, default 0.95. */
  readonly level?: number;
  /** Errors that hold when rows of one cluster depend on each other or the model is not quite true. Default: where clusters are told. */
  readonly robust?: boolean;
  readonly convergence?: Convergence;
}

/** All numbers are null for a covariate that is a linear combination of earlier ones. */
export interface CoxCoefficient {
  readonly name: string;
  readonly term: string;
  readonly coefficient: number | null;
  /** From the information at the maximum. */
  readonly standardError: number | null;
  /** From the sandwich; null where it was not asked for. */
  readonly robustStandardError: number | null;
  /** Wald's; from the robust error where there is one, as are p and the interval. */
  readonly z: number | null;
  readonly p: number | null;
  readonly hazardRatio: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

export interface CoxFit {
  readonly coefficients: readonly CoxCoefficient[];
  readonly observations: number;
  readonly events: number;
  readonly logLikelihood: { readonly null: number; readonly fitted: number };
  readonly likelihoodRatio: ChiSquaredTest;
  /** From the robust covariance where there is one. */
  readonly wald: ChiSquaredTest;
  readonly score: ChiSquaredTest;
  readonly robustScore: ChiSquaredTest | null;
  /** Of the coefficients, from the information; zero in the rows of those that are null. */
  readonly covariance: SymmetricMatrix;
  readonly robustCovariance: SymmetricMatrix | null;
  readonly level: number;
  readonly iterations: number;
  readonly converged: boolean;
  readonly warnings: readonly CoxWarning[];
}

/**
 * Cox's proportional hazards regression (Cox 1972) with Efron's treatment of ties (Efron 1977), strata, delayed entry, model
 * and robust errors; equal to R survival's `coxph` on data with a row for each individual.
 */
export const coxRegression = (sets: RiskSets, options: CoxOptions = {}): CoxFit => {
  const { level = 0.95, robust = sets.data.cluster !== undefined, convergence = CONVERGENCE } = options;
  const dying = dyingCovariates(sets);
  const maximum = maximise((at) => partialLikelihood(sets, dying, at), sets.columns.length, convergence);
  const robustCovariance = robust
    ? sandwich(maximum.covariance, scoreVariation(sets, maximum.coefficients).variation)
    : null;
  return {
    ...covariancesAndCoefficients(sets, maximum, robustCovariance, level),
    ...testsOf(sets, maximum, robustCovariance),
    observations: sets.observations,
    events: sets.events,
    logLikelihood: { null: maximum.start.logLikelihood, fitted: maximum.logLikelihood },
    level,
    iterations: maximum.iterations,
    converged: maximum.converged,
    warnings: warningsOf(sets, maximum),
  };
};

const testsOf = (
  sets: RiskSets,
  maximum: Maximum,
  robustCovariance: SymmetricMatrix | null,
): Pick<CoxFit, 'likelihoodRatio' | 'wald' | 'score' | 'robustScore'> => {
  const { start, logLikelihood, covariance, coefficients } = maximum;
  const kept = estimable(maximum);
  const test = (chiSquared: number): ChiSquaredTest => chiSquaredTest(chiSquared, kept.length);
  const estimates = Float64Array.from(kept, (term) => real(coefficients, term));
  return {
    likelihoodRatio: test(2 * (logLikelihood - start.logLikelihood)),
    wald: test(inverseQuadraticForm(submatrix(robustCovariance ?? covariance, kept), estimates)),
    score: test(inverseQuadraticForm(start.information, start.score)),
    robustScore: robustCovariance && test(robustScoreOf(sets)),
  };
};

/** The covariates that have a coefficient. */
const estimable = ({ coefficients, decomposed }: Maximum): number[] =>
  [...coefficients.keys()].filter((term) => !isSingular(decomposed, term));

/** At coefficients of zero, with the variation of the clusters' own scores (Therneau & Grambsch 2000, 7.3). */
const robustScoreOf = (sets: RiskSets): number => {
  const { variation, total } = scoreVariation(sets, new Float64Array(sets.columns.length));
  return inverseQuadraticForm(variation, total);
};

/** Back in the units of the data. */
const rescaled = (matrix: SymmetricMatrix, scales: Float64Array): SymmetricMatrix =>
  matrix.map((values, row) => values.map((value, column) => value * real(scales, row) * real(scales, column)));

const covariancesAndCoefficients = (
  { data, scales }: RiskSets,
  maximum: Maximum,
  robustScaled: SymmetricMatrix | null,
  level: number,
): Pick<CoxFit, 'coefficients' | 'covariance' | 'robustCovariance'> => {
  const covariance = rescaled(maximum.covariance, scales);
  const robustCovariance = robustScaled && rescaled(robustScaled, scales);
  const kept = new Set(estimable(maximum));
  const critical = criticalValue(level);
  const coefficients = data.covariates.map(({ name, term }, index) => {
    if (!kept.has(index)) return { name, term, ...NOT_ESTIMABLE };
    const coefficient = real(maximum.coefficients, index) * real(scales, index);
    const standardError = Math.sqrt(element(covariance, index, index));
    const robustStandardError = robustCovariance && Math.sqrt(element(robustCovariance, index, index));
    const error = robustStandardError ?? standardError;
    return {
      name,
      term,
      coefficient,
      standardError,
      robustStandardError,
      z: coefficient / error,
      p: normalTwoSidedTail(coefficient / error),
      hazardRatio: Math.exp(coefficient),
      lower: Math.exp(coefficient - critical * error),
      upper: Math.exp(coefficient + critical * error),
    };
  });
  return { coefficients, covariance, robustCovariance };
};

const NOT_ESTIMABLE = {
  coefficient: null,
  standardError: null,
  robustStandardError: null,
  z: null,
  p: null,
  hazardRatio: null,
  lower: null,
  upper: null,
} as const;
