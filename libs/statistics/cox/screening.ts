import { benjaminiHochberg } from '../multiple-tests.ts';
import { type ChiSquaredTest } from './chi-squared-test.ts';
import { type CoxData } from './cox-data.ts';
import { type CoxCoefficient, type CoxFit, coxRegression } from './cox-regression.ts';
import { type Attribute, type CoxOutcome, designMatrix, withDesign } from './design-matrix.ts';
import { riskSets } from './risk-sets.ts';
import { type CoxWarning } from './warnings.ts';

export interface ScreenedFactor {
  readonly term: string;
  readonly reference: string | null;
  /** Of the regression on this factor alone. */
  readonly coefficients: readonly CoxCoefficient[];
  /** Individuals of whom the factor is not known. */
  readonly leftOut: number;
  /** Null where there is nothing to test: no event, or nobody differs in the factor. */
  readonly likelihoodRatio: ChiSquaredTest | null;
  /** For the share of false discoveries among all tested factors (Benjamini & Hochberg 1995). */
  readonly adjustedP: number | null;
  readonly warnings: readonly CoxWarning[];
}

/** Each factor by itself: a Cox regression on the rows where it is known, in the order given. Intervals at `level`. */
export const screenFactors = (
  outcome: CoxOutcome,
  attributes: readonly Attribute[],
  level = 0.95,
): readonly ScreenedFactor[] => {
  const screened = attributes.map((attribute) => screenedAlone(outcome, attribute, level));
  const tested = screened.flatMap(({ likelihoodRatio }) => likelihoodRatio ?? []);
  const adjusted = benjaminiHochberg(tested.flatMap(({ p }) => p ?? []));
  return screened.map((factor) => ({
    ...factor,
    adjustedP: factor.likelihoodRatio && (adjusted[tested.indexOf(factor.likelihoodRatio)] ?? null),
  }));
};

const screenedAlone = (outcome: CoxOutcome, attribute: Attribute, level: number): Omit<ScreenedFactor, 'adjustedP'> => {
  const counts = outcome.count ?? new Float64Array(outcome.exit.length).fill(1);
  const design = designMatrix([attribute], counts);
  const fit = fitOf(withDesign(outcome, design), level);
  return {
    term: attribute.name,
    reference: design.terms[0]?.reference ?? null,
    leftOut: design.leftOut,
    ...(fit ? resultOf(fit) : { coefficients: [], likelihoodRatio: null, warnings: [] }),
  };
};

const resultOf = ({ coefficients, likelihoodRatio, warnings }: CoxFit) => ({ coefficients, likelihoodRatio, warnings });

const fitOf = (data: CoxData, level: number): CoxFit | null => {
  if (data.covariates.length === 0 || !data.event.includes(1)) return null;
  const fit = coxRegression(riskSets(data), { level });
  return fit.likelihoodRatio.degreesOfFreedom > 0 ? fit : null;
};
