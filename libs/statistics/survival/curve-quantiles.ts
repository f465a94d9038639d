import { type CurvePoint } from './kaplan-meier.ts';

/** The time by which a share of the learners has dropped out; null where the curve, or its limit, never gets there. */
export interface CurveQuantile {
  readonly share: number;
  readonly time: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** Two heights nearer than this are one: R's, of the square root of a double's precision. */
const TOLERANCE = Math.sqrt(Number.EPSILON);

/**
 * The quantile of time to dropout with the limits that the curve's own limits give (Brookmeyer & Crowley 1982), equal to
 * R's quantile(survfit): where the curve is flat at exactly this height, the middle of the flat. `share` lies between 0 and 1.
 */
export const curveQuantile = (curve: readonly CurvePoint[], share: number): CurveQuantile => ({
  share,
  time: crossing(curve, share, ({ survival }) => survival),
  lower: crossing(curve, share, ({ lower }) => lower),
  upper: crossing(curve, share, ({ upper }) => upper),
});

interface Step {
  readonly time: number;
  readonly lost: number;
}

const crossing = (
  curve: readonly CurvePoint[],
  share: number,
  height: (point: CurvePoint) => number | null,
): number | null => {
  const steps = distinctSteps(curve, height);
  const reached = lowest(steps, share - TOLERANCE);
  if (!reached) return null;
  const last = curve.at(-1);
  const endsFlat = last && height(last) !== null && Math.abs((steps.at(-1)?.lost ?? 0) - share) < TOLERANCE;
  const passed = endsFlat ? last : lowest(steps, share + TOLERANCE);
  return passed ? (reached.time + passed.time) / 2 : null;
};

/** Where each height first appears. */
const distinctSteps = (curve: readonly CurvePoint[], height: (point: CurvePoint) => number | null): readonly Step[] => {
  const first = new Map<number, number>();
  for (const point of curve) {
    const lost = 1 - (height(point) ?? NaN);
    if (!Number.isNaN(lost) && !first.has(lost)) first.set(lost, point.time);
  }
  return Array.from(first, ([lost, time]) => ({ lost, time }));
};

/** Of the steps that lost at least this share the one that lost least: a limit, unlike the curve, may rise again. */
const lowest = (steps: readonly Step[], share: number): Step | undefined => {
  let best: Step | undefined;
  for (const step of steps) if (step.lost >= share && (!best || step.lost < best.lost)) best = step;
  return best;
};
