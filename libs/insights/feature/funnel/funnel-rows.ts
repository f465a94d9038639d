import { type FunnelAnswer, type FunnelPeopleAnswer } from '@laurel/contracts';

/** One row per step; with a breakdown or a trend for each of their rows too, which the first two columns name. */
export const funnelRows = ({ steps, breakdown, other, trend }: FunnelAnswer): readonly object[] => {
  if (!breakdown && !trend) return steps;
  const rows = (value: string, entered: string, of: FunnelAnswer['steps']): readonly object[] =>
    of.map((step) => ({ breakdown: value, entered, ...step }));
  return [
    ...rows('(all)', '', steps),
    ...(breakdown ?? []).flatMap((row) => rows(row.value ?? '(none)', '', row.steps)),
    ...(other ? rows('(other)', '', other.steps) : []),
    ...(trend ?? []).flatMap((row) => rows('(all)', row.from, row.steps)),
  ];
};

/** One row per person; the times of their steps stand in columns. */
export const funnelPeopleRows = ({ people }: FunnelPeopleAnswer): readonly object[] =>
  people.map(({ times, ...person }) => ({
    ...person,
    ...Object.fromEntries(times.map((time, step) => [`step${step + 1}`, time])),
  }));
