import { type BackTestFiguresView, type RateFigure } from '@laurel/contracts';
import { backTest, type BackTestFigures, type Share, wilsonInterval } from '@laurel/statistics';
import { type Placed } from '@laurel/engagement-domain';

/** How sure intervals are, and from how few on a figure is marked. */
export interface Precision {
  readonly level: number;
  readonly smallBelow: number;
}

export const rateOf = ({ successes: count, total: of }: Share, { level, smallBelow }: Precision): RateFigure => {
  const interval = wilsonInterval({ successes: count, total: of }, level);
  const small = of < smallBelow;
  if (!interval) return { count, of, rate: null, lower: null, upper: null, small };
  return { count, of, rate: interval.estimate, lower: interval.lower, upper: interval.upper, small };
};

/** The figures of one criterion over the enrolments that were looked at. */
export const figuresOf = (all: readonly Placed[], precision: Precision): BackTestFiguresView => {
  const figures = backTest(all.map(({ watched }) => watched));
  const { watched: enrolments, left, stayed, open, flagged, flaggedOpen, leadTime } = figures;
  const atRandom = {
    precision: share(figures.hitsAtRandom, figures.precision.total),
    recall: share(figures.hitsAtRandom, left),
  };
  return {
    ...{ enrolments, left, stayed, open, flagged, flaggedOpen, leadTime, atRandom },
    flaggedTooLate: all.filter(({ flaggedTooLate }) => flaggedTooLate).length,
    missed: left - figures.recall.successes,
    precision: rateOf(figures.precision, precision),
    recall: rateOf(figures.recall, precision),
    baseRate: rateOf(figures.baseRate, precision),
    lift: figures.hitsAtRandom > 0 ? figures.precision.successes / figures.hitsAtRandom : null,
    inWords: inWords(figures),
  };
};

const share = (part: number, of: number): number | null => (of === 0 ? null : part / of);

const inWords = ({ precision, recall, hitsAtRandom, leadTime }: BackTestFigures): string[] => {
  if (precision.total === 0) return ['Nobody would have been flagged of whom it is known what became of them.'];
  const missed = recall.total - recall.successes;
  return [
    `${precision.successes} of ${precision.total} flagged left; ${missed} of ${recall.total} who left were missed.`,
    `Of as many drawn by lot on the same days, ${round(hitsAtRandom)} would have left.`,
    ...(leadTime === null
      ? []
      : [`Half of those who left were flagged ${round(leadTime.median)} days before or earlier.`]),
  ];
};

const round = (value: number): string => String(Math.round(value * 10) / 10);
