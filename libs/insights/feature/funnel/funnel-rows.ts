import { type FunnelAnswer, type FunnelPeopleAnswer, type FunnelStepFigures } from '@laurel/contracts';

/**
 * One row per step; with a breakdown or a trend for each of their rows too. `part` says of what a row is: all, a value, those
 * without one, the other values, or those who entered at a date.
 */
export const funnelRows = ({ steps, breakdown, other, trend }: FunnelAnswer): readonly object[] => {
  if (!breakdown && !trend) return steps.map(flat);
  const rows = (part: string, of: readonly FunnelStepFigures[], value = '', entered = ''): readonly object[] =>
    of.map((step) => ({ part, value, entered, ...flat(step) }));
  return [
    ...rows('all', steps),
    ...(breakdown ?? []).flatMap((row) =>
      row.value === null ? rows('none', row.steps) : rows('value', row.steps, row.value),
    ),
    ...(other ? rows('other', other.steps) : []),
    ...(trend ?? []).flatMap((row) => rows('entered', row.steps, '', row.from)),
  ];
};

/** The same columns whatever is null. */
const flat = (step: FunnelStepFigures): object => {
  const { intervalFromFirst, intervalFromPrevious, secondsFromFirst, secondsFromPrevious, ...rest } = step;
  const { name, reached, dropped, open, rateFromFirst, rateFromPrevious } = rest;
  return {
    ...{ name, reached, dropped, open },
    ...{ rateFromFirst, ...limits('rateFromFirst', intervalFromFirst) },
    ...{ rateFromPrevious, ...limits('rateFromPrevious', intervalFromPrevious) },
    ...durations('secondsFromFirst', secondsFromFirst),
    ...durations('secondsFromPrevious', secondsFromPrevious),
  };
};

const limits = (of: string, interval: FunnelStepFigures['intervalFromFirst']): object => ({
  [`${of}.lower`]: interval?.lower ?? null,
  [`${of}.upper`]: interval?.upper ?? null,
});

const durations = (of: string, seconds: FunnelStepFigures['secondsFromFirst']): object => ({
  [`${of}.mean`]: seconds?.mean ?? null,
  [`${of}.median`]: seconds?.median ?? null,
  [`${of}.p90`]: seconds?.p90 ?? null,
});

/** One row per person; the times of their steps stand in columns. */
export const funnelPeopleRows = ({ people }: FunnelPeopleAnswer): readonly object[] =>
  people.map(({ learner, enrolment, times, ...more }) => ({
    learner,
    ...(enrolment ? { enrolment } : {}),
    ...more,
    ...Object.fromEntries(times.map((time, step) => [`step${step + 1}`, time])),
  }));
