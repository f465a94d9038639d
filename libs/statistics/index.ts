export * from './back-test/back-test.ts';
export { type Cause, cumulativeIncidence, type IncidencePoint } from './competing-risks/cumulative-incidence.ts';
export * from './competing-risks/grays-test.ts';
export type { ChiSquaredTest } from './cox/chi-squared-test.ts';
export type { Covariate, CoxData } from './cox/cox-data.ts';
export * from './cox/cox-regression.ts';
export * from './cox/design-matrix.ts';
export * from './cox/events-per-parameter.ts';
export { CONVERGENCE, type Convergence } from './cox/newton.ts';
export * from './cox/proportionality.ts';
export { riskSets, type RiskSets } from './cox/risk-sets.ts';
export * from './cox/screening.ts';
export type { TimeTransform } from './cox/time-transform.ts';
export type { CoxWarning } from './cox/warnings.ts';
export * from './funnel/counted-try.ts';
export * from './funnel/step-values.ts';
export * from './funnel/time-bins.ts';
export * from './funnel/tries.ts';
export {
  eventsFor,
  BITS_PER_WORD,
  type FirstOccurrence,
  type FunnelRules,
  type Try,
  type UnitEvents,
} from './funnel/unit-events.ts';
export * from './means.ts';
export * from './multiple-tests.ts';
export * from './proportions.ts';
export * from './quantiles.ts';
export * from './rates.ts';
export * from './small-groups.ts';
export * from './survival/confidence.ts';
export * from './survival/curve-quantiles.ts';
export * from './survival/hazard.ts';
export * from './survival/kaplan-meier.ts';
export * from './survival/life-table.ts';
export * from './survival/log-rank.ts';
export { type MeanCount, meanCumulativeCount, type Recurrence } from './survival/mean-cumulative-count.ts';
export * from './survival/restricted-mean.ts';
export * from './survival/robust-mean-count.ts';
