import { isSingular, multiply } from '../linear-algebra.ts';
import { real } from '../typed.ts';
import { CONVERGENCE, type Maximum } from './newton.ts';
import { type RiskSets } from './risk-sets.ts';

export type CoxWarning =
  /** The covariates are linear combinations of earlier ones: they have no coefficient. */
  | { readonly kind: 'not-estimable'; readonly covariates: readonly string[] }
  /** The likelihood still rises with the coefficients, as where a covariate separates the events from the rest. */
  | { readonly kind: 'may-be-infinite'; readonly covariates: readonly string[] }
  /** The iterations ran out. */
  | { readonly kind: 'not-converged'; readonly iterations: number };

/** What R survival warns of: a step that Newton's method would still take is greater than rounding explains (`toler.inf`). */
export const warningsOf = (sets: RiskSets, maximum: Maximum): CoxWarning[] => {
  const warnings: CoxWarning[] = [];
  const named = (holds: (term: number) => boolean): string[] =>
    sets.data.covariates.filter((_, term) => holds(term)).map(({ name }) => name);
  const singular = named((term) => isSingular(maximum.decomposed, term));
  if (singular.length > 0) warnings.push({ kind: 'not-estimable', covariates: singular });
  if (!maximum.converged) return [...warnings, { kind: 'not-converged', iterations: maximum.iterations }];
  const steps = multiply(maximum.covariance, maximum.score);
  const infinite = named((term) => {
    const scale = real(sets.scales, term);
    return isStillMoving(
      real(steps, term) * scale,
      real(maximum.coefficients, term) * scale,
      sets.data.entry !== undefined,
    );
  });
  if (infinite.length > 0) warnings.push({ kind: 'may-be-infinite', covariates: infinite });
  return warnings;
};

const TOLERANCE = Math.sqrt(CONVERGENCE.epsilon);

/** R's two bounds: `coxph.fit` for rows from the beginning, `agreg.fit` for delayed entry. */
const isStillMoving = (step: number, coefficient: number, late: boolean): boolean =>
  late
    ? Math.abs(step) > TOLERANCE * (1 + Math.abs(coefficient))
    : Math.abs(step) > Math.max(CONVERGENCE.epsilon, TOLERANCE * Math.abs(coefficient));
