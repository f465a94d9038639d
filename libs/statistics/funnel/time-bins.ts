const DAY = 86_400;
/** Widths that people read: seconds, minutes, hours, days, months, years. */
const WIDTHS = [
  1,
  5,
  15,
  60,
  300,
  900,
  3_600,
  3 * 3_600,
  6 * 3_600,
  12 * 3_600,
  DAY,
  2 * DAY,
  7 * DAY,
  30 * DAY,
  90 * DAY,
  365 * DAY,
];
const MOST_BINS = 30;

export interface TimeBin {
  /** Seconds, inclusive. */
  readonly from: number;
  /** Seconds, exclusive. */
  readonly to: number;
  readonly count: number;
}

/** Bins from 0 on of the least round width that needs at most 30; empty ones between are there. `seconds` rises. */
export const timeBins = (seconds: Float64Array): readonly TimeBin[] => {
  const most = seconds.at(-1);
  if (most === undefined) return [];
  const width =
    WIDTHS.find((one) => most < one * MOST_BINS) ?? Math.ceil(most / MOST_BINS / (365 * DAY) + 1) * 365 * DAY;
  const counts = Array.from({ length: Math.floor(most / width) + 1 }, () => 0);
  for (const one of seconds) {
    const bin = Math.floor(one / width);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts.map((count, bin) => ({ from: bin * width, to: (bin + 1) * width, count }));
};
