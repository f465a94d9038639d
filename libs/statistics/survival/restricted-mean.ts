import { type CurvePoint } from './kaplan-meier.ts';

export interface RestrictedMean {
  readonly at: number;
  readonly mean: number;
  readonly standardError: number;
}

/**
 * The mean of min(time to dropout, `at`): the area under the curve, with its error (Klein & Moeschberger 2003, 4.5.1 and
 * 4.5.2), equal to R's rmean of survfit. The curve goes on flat after its last time.
 */
export const restrictedMean = (curve: readonly CurvePoint[], at: number): RestrictedMean => {
  let right = at;
  let area = 0;
  let variance = 0;
  for (const { time, survival, atRisk, events } of curve.filter((point) => point.time <= at).reverse()) {
    area += survival * (right - time);
    right = time;
    if (atRisk > events) variance += (area ** 2 * events) / (atRisk * (atRisk - events));
  }
  // Up to the first step everybody is there, so that stretch adds its own length, from wherever it is counted.
  return { at, mean: right + area, standardError: Math.sqrt(variance) };
};
