import { type People, tableOf } from '../../../test/corpus/statistics/people.ts';
import { differences, reference } from '../../../test/corpus/statistics/reference.ts';
import { poissonInterval } from '../rates.ts';
import { hazardByInterval } from './hazard.ts';
import { lifeTable } from './life-table.ts';
import { type MeanCount, meanCumulativeCount } from './mean-cumulative-count.ts';
import { type History, robustMeanCount } from './robust-mean-count.ts';

interface Tally {
  readonly time: readonly number[];
  readonly Freq: readonly number[];
}
type Column = readonly (number | null)[];

const R = reference<{
  meanCount: { ends: Tally; events: Tally } & Record<'time' | 'atRisk' | 'mean' | 'standardError', number[]>;
  robust: Record<string, { histories: History[]; expected: Record<string, number[]> }>;
  hazards: Record<string, { people: People; cuts: number[]; expected: Record<string, Column> }>;
  poisson: { count: number[]; lower: number[]; upper: number[] };
}>('recurrence-and-hazard');

const counts = ({ time, Freq }: Tally) => time.map((at, index) => ({ time: at, count: Freq[index]! }));
const columns = (rows: readonly object[], names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, rows.map((row): unknown => Reflect.get(row, name))]));

it('counts recurrences per person as survfit does', () => {
  const { ends, events, ...expected } = R.meanCount;
  const observation = lifeTable(counts(ends).map((end) => ({ ...end, event: 'censored' })));
  const ours = meanCumulativeCount(observation, counts(events), 0.95);
  expect(differences(columns(ours, Object.keys(expected)), expected)).toEqual([]);
});

it.each(Object.entries(R.robust))('has the robust error that survfit has with id: %s', (_, { histories, expected }) => {
  const ours = robustMeanCount(histories, 0.95);
  expect(differences(columns(ours, Object.keys(expected)), expected)).toEqual([]);
});

it('counts equal histories once for all, and an event of many learners for each', () => {
  const alike = (count: number): History[] => [
    { end: 9, events: [2, 2, 5], count },
    { entry: 1, end: 6, events: [], count: 2 * count },
    { entry: 3, end: 8, events: [5], count },
  ];
  const apart = Array.from({ length: 3 }, () => alike(1)).flat();
  const flat = (points: readonly MeanCount[]) => columns(points, ['time', 'atRisk', 'events', 'mean', 'standardError']);
  expect(differences(flat(robustMeanCount(alike(3), 0.9)), flat(robustMeanCount(apart, 0.9)))).toEqual([]);
  expect(robustMeanCount(alike(3), 0.9)).toMatchObject([
    { time: 2, atRisk: 9, events: 6 },
    { time: 5, atRisk: 12, events: 6 },
  ]);
});

it('has no error where all learners have the same', () => {
  const [first, second] = robustMeanCount([{ end: 9, events: [3, 7], count: 7 }], 0.95);
  expect(first?.standardError).toBeCloseTo(0, 8);
  expect(second).toMatchObject({ mean: 2 });
  expect(second?.standardError).toBeCloseTo(0, 8);
});

it('throws for an event outside its observation', () => {
  expect(() => robustMeanCount([{ entry: 2, end: 4, events: [2], count: 1 }], 0.9)).toThrow('an event at 2 outside');
  expect(() => robustMeanCount([{ end: 4, events: [5], count: 1 }], 0.9)).toThrow('5');
});

it('knows no mean count of nobody', () => {
  const observation = lifeTable([{ time: 5, event: 'censored', count: 3 }]);
  expect(() => meanCumulativeCount(observation, [{ time: 6, count: 1 }], 0.95)).toThrow('an event at 6');
});

it.each(Object.entries(R.hazards))(
  'has the rate of each interval as survSplit and poisson.test have it: %s',
  (_, set) => {
    const ours = hazardByInterval(tableOf(set.people), set.cuts, 0.9);
    expect(ours.map(({ from, to }) => [from, to])).toEqual(set.cuts.slice(1).map((to, index) => [set.cuts[index], to]));
    expect(differences(columns(ours, Object.keys(set.expected)), set.expected)).toEqual([]);
  },
);

it('has the exact limits of a count as poisson.test has them', () => {
  const { count, ...expected } = R.poisson;
  const ours = count.map((one) => poissonInterval(one, 0.95));
  expect(differences(columns(ours, ['lower', 'upper']), expected)).toEqual([]);
});
