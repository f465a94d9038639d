/** Arithmetic of a step curve. Pure; times and values in the units of the data. */

export interface CurvePoint {
  readonly time: number;
  /** From this time on. */
  readonly value: number;
  readonly lower: number | null;
  readonly upper: number | null;
  /** At risk just before this time, and those who left observation at it; null where the curve counts nobody. */
  readonly atRisk: number | null;
  readonly censored: number;
}

export interface CurveLine {
  readonly key: string;
  readonly label: string;
  /** By time. */
  readonly points: readonly CurvePoint[];
}

type At = (value: number) => number;

/** From times and values to places in a drawing. */
export interface Scales {
  readonly x: At;
  readonly y: At;
}

/** `M x y H x V y …`: a value holds until the next time. `start` is the value before the first. */
export const stepPath = (points: readonly CurvePoint[], start: number, from: number, { x, y }: Scales): string =>
  [`M${x(from)} ${y(start)}`, ...points.map(({ time, value }) => `H${x(time)}V${y(value)}`)].join('');

/** The area between the limits, as steps, as far as both are defined. */
export const bandPath = (points: readonly CurvePoint[], { x, y }: Scales): string => {
  const limits = points.flatMap(({ time, lower, upper }) =>
    lower === null || upper === null ? [] : [{ time, lower, upper }],
  );
  const [first, last] = [limits[0], limits.at(-1)];
  if (!first || !last) return '';
  const over = limits.slice(1).map(({ time, upper }) => `H${x(time)}V${y(upper)}`);
  // The way back: left along a limit to where it began, then to the one before.
  const under = limits
    .slice(0, -1)
    .map(({ lower }, index) => `H${x(limits[index + 1]?.time ?? 0)}V${y(lower)}`)
    .toReversed();
  return `M${x(first.time)} ${y(first.upper)}${over.join('')}V${y(last.lower)}${under.join('')}H${x(first.time)}Z`;
};

/** The value that holds at a time. */
export const valueAt = (points: readonly CurvePoint[], start: number, time: number): number =>
  points.findLast((point) => point.time <= time)?.value ?? start;

/** How many are at risk just before a time: those of the next point. Nobody after the last. */
export const atRiskAt = (points: readonly CurvePoint[], time: number): number | null => {
  const next = points.find((point) => point.time >= time);
  return next ? next.atRisk : 0;
};

/** Places of the marks of censoring; of several on one pixel one is drawn. */
export const censoringMarks = (
  points: readonly CurvePoint[],
  { x, y }: Scales,
): readonly { readonly x: number; readonly y: number }[] => {
  const places = points
    .filter(({ censored }) => censored > 0)
    .map(({ time, value }) => ({ x: Math.round(x(time)), y: Math.round(y(value)) }));
  return places.filter((place, index) => place.x !== places[index - 1]?.x || place.y !== places[index - 1]?.y);
};

/** Heights for labels that want to stand at `wanted`, pushed apart so that no two are nearer than `gap`. */
export const apart = (wanted: readonly number[], gap: number, lowest: number): readonly number[] => {
  const order = wanted.map((at, index) => ({ at, index })).sort((a, b) => a.at - b.at);
  const placed = new Array<number>(wanted.length).fill(0);
  let above = Number.NEGATIVE_INFINITY;
  for (const { at, index } of order) {
    above = Math.max(at, above + gap);
    placed[index] = above;
  }
  // What was pushed over the edge pushes the others back up.
  let below = lowest + gap;
  for (const { index } of order.toReversed()) {
    below = Math.min(placed[index] ?? 0, below - gap);
    placed[index] = below;
  }
  return placed;
};
