import { type Confidence, type Limits, survivalLimits } from './confidence.ts';
import { atRiskAt, leavingAt, type LifeTable } from './life-table.ts';

/** The share that has not dropped out by a time. */
export interface Survival extends Limits {
  readonly time: number;
  readonly atRisk: number;
  readonly survival: number;
  /** Greenwood's, of the survival itself; null where it is 0. */
  readonly standardError: number | null;
}

/** A step of the curve, or a time at which only censorings happen. */
export interface CurvePoint extends Survival {
  readonly events: number;
  /** With the completions, which end observation without a dropout. */
  readonly censored: number;
}

/**
 * The Kaplan-Meier estimate (1958) of staying, with Greenwood's error (1926), at every time at which somebody leaves
 * observation; equal to R's summary(survfit(Surv(time, dropout) ~ 1), censored = TRUE), with Surv(entry, time, dropout)
 * where the table has entries.
 */
export const kaplanMeier = (table: LifeTable, confidence: Confidence): readonly CurvePoint[] => {
  let survival = 1;
  let varianceOfLog = 0;
  return table
    .filter((row) => leavingAt(row) > 0)
    .map(({ time, atRisk, dropouts, completions, censored }) => {
      survival *= (atRisk - dropouts) / atRisk;
      varianceOfLog += dropouts / (atRisk * (atRisk - dropouts));
      const errorOfLog = Math.sqrt(varianceOfLog);
      return {
        time,
        atRisk,
        events: dropouts,
        censored: completions + censored,
        survival,
        standardError: survival === 0 ? null : survival * errorOfLog,
        ...survivalLimits(survival, errorOfLog, confidence),
      };
    });
};

/**
 * The curve read at a time: the last step at or before it; 1 without error before the first. At a time after the last
 * the curve goes on flat with nobody at risk (R: summary(fit, times, extend = TRUE), but that those at risk are counted at
 * this very time, where R with delayed entry has those of the next exit).
 */
export const survivalAt = (curve: readonly CurvePoint[], table: LifeTable, time: number): Survival => {
  const atRisk = atRiskAt(table, time);
  const step = curve.findLast((point) => point.time <= time);
  if (!step) return { time, atRisk, survival: 1, standardError: 0, lower: 1, upper: 1 };
  const { survival, standardError, lower, upper } = step;
  return { time, atRisk, survival, standardError, lower, upper };
};
