import { benjaminiHochberg } from '../multiple-tests.ts';
import { type ChiSquaredTest } from './chi-squared-test.ts';
import { type CoxCoefficient, coxRegression } from './cox-regression.ts';
import { type Attribute, type CoxOutcome, designMatrix, withDesign } from './design-matrix.ts';
import { riskSets } from './risk-sets.ts';
import { type CoxWarning } from './warnings.ts';

export interface ScreenedFactor {
  readonly term: string;
  readonly reference: string | null;
  /** Of the regression on this factor alone. */
  readonly coefficients: readonly CoxCoefficient[];
  readonly events: number;
  /** Individuals of whom the factor is not known. */
  readonly leftOut: number;
  /** Null where everyone is alike: there is nothing to test. */
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
  const screened = attributes.map((attribute) => screened1(outcome, attribute, level));
  const tested = screened.flatMap(({ likelihoodRatio }) => likelihoodRatio ?? []);
  const adjusted = benjaminiHochberg(tested.map(({ p }) => p));
  return screened.map((factor) => ({
    ...factor,
    adjustedP: factor.likelihoodRatio && (adjusted[tested.indexOf(factor.likelihoodRatio)] ?? null),
  }));
};

const screened1 = (outcome: CoxOutcome, attribute: Attribute, level: number): Omit<ScreenedFactor, 'adjustedP'> => {
  const counts = outcome.count ?? new Float64Array(outcome.exit.length).fill(1);
  const design = designMatrix([attribute], counts);
  const data = withDesign(outcome, design);
  const reference = design.terms[0]?.reference ?? null;
  const { leftOut } = design;
  const fit = hasNothingToTest(data) ? null : coxRegression(riskSets(data), { level });
  return {
    term: attribute.name,
    reference,
    leftOut,
    coefficients: fit?.coefficients ?? [],
    events: fit?.events ?? 0,
    likelihoodRatio: fit?.likelihoodRatio ?? null,
    warnings: fit?.warnings ?? [],
  };
};
