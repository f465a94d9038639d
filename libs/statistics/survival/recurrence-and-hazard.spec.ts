import { type People, tableOf } from '../../../test/corpus/statistics/people.ts';
import { differences, reference } from '../../../test/corpus/statistics/reference.ts';
import { poissonInterval } from '../rates.ts';
import { hazardByInterval } from './hazard.ts';
import { lifeTable } from './life-table.ts';
import { meanCumulativeCount } from './mean-cumulative-count.ts';

interface Tally {
  readonly time: readonly number[];
  readonly Freq: readonly number[];
}
type Column = readonly (number | null)[];

const R = reference<{
  meanCount: { ends: Tally; events: Tally } & Record<'time' | 'atRisk' | 'mean' | 'standardError', number[]>;
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
