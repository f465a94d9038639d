import {
  type CoxFit,
  coxRegression,
  designMatrix,
  type Proportionality,
  proportionality,
  riskSets,
  type ScreenedFactor,
  screenFactors,
  withDesign,
} from '@laurel/statistics';
import { readCodedRows, type RowLayout } from './coded-rows.ts';

/** Rows and what to do with them; nothing in it but numbers and names, so that another thread can take it. */
export interface FactorsToFit extends RowLayout {
  readonly bytes: Uint8Array;
  readonly robust: boolean;
  readonly level: number;
  readonly screen: boolean;
}

export interface FittedFactors {
  readonly fit: CoxFit;
  readonly proportionality: Proportionality | null;
  readonly screening: readonly ScreenedFactor[] | null;
}

/** The regression on all factors, its test, and each factor by itself where asked for. @throws RangeError where there is no event. */
export const fitFactors = ({ bytes, robust, level, screen, ...layout }: FactorsToFit): FittedFactors => {
  const { outcome, attributes } = readCodedRows(bytes, layout);
  const counts = outcome.count ?? new Float64Array(outcome.exit.length).fill(1);
  const sets = riskSets(withDesign(outcome, designMatrix(attributes, counts)));
  const fit = coxRegression(sets, { level, robust });
  return {
    fit,
    proportionality: proportionality(sets, fit),
    screening: screen ? screenFactors(outcome, attributes, level) : null,
  };
};
