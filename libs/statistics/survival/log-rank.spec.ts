import fc from 'fast-check';
import { type ExitEvent, lifeTable, type LifeTable } from './life-table.ts';
import { logRank } from './log-rank.ts';

const exit = fc.record({
  time: fc.integer({ min: -3, max: 9 }),
  event: fc.constantFrom<ExitEvent>('dropout', 'completion', 'censored'),
  count: fc.integer({ min: 1, max: 4 }),
});
const table = fc.array(exit, { maxLength: 12 }).map((exits) => lifeTable(exits));
const strata = (groups: number) =>
  fc.array(fc.tuple(...Array.from({ length: groups }, () => table)), { minLength: 1, maxLength: 3 });
const rho = fc.constantFrom(0 as const, 1 as const);

it('is the same whatever the order of groups and strata', () =>
  fc.assert(
    fc.property(strata(4), rho, (data, weight) => {
      const [ours, turned] = [
        logRank(data, weight),
        logRank(
          [...data].reverse().map((one) => [...one].reverse()),
          weight,
        ),
      ];
      expect(turned.chiSquared).toBeCloseTo(ours.chiSquared, 8);
      expect(turned.degreesOfFreedom).toBe(ours.degreesOfFreedom);
    }),
  ));

it('expects as many as it observes', () =>
  fc.assert(
    fc.property(strata(3), (data) => {
      const { groups } = logRank(data);
      const sum = (of: 'observed' | 'expected') => groups.reduce((total, group) => total + group[of], 0);
      expect(sum('expected')).toBeCloseTo(sum('observed'), 9);
    }),
  ));

it('sees no difference between equals, and does not count a group that is not there', () =>
  fc.assert(
    fc.property(table, table, rho, (one, other, weight) => {
      expect(logRank([[one, one, one]], weight).chiSquared).toBeCloseTo(0, 9);
      const { chiSquared, degreesOfFreedom } = logRank([[one, other]], weight);
      const withEmpty = logRank([[one, [], other]], weight);
      expect(withEmpty.chiSquared).toBeCloseTo(chiSquared, 8);
      expect(withEmpty.degreesOfFreedom).toBe(degreesOfFreedom);
    }),
  ));

interface Person {
  readonly time: number;
  readonly out: boolean;
}

const peopleOf = (rows: LifeTable): readonly Person[] =>
  rows.flatMap(({ time, dropouts, completions, censored }) => [
    ...Array.from({ length: dropouts }, () => ({ time, out: true })),
    ...Array.from({ length: completions + censored }, () => ({ time, out: false })),
  ]);

/** Mantel's sums for two groups, learner by learner. */
const twoGroups = (ours: readonly Person[], all: readonly Person[]) => {
  let [difference, variance] = [0, 0];
  for (let time = -3; time <= 9; time++) {
    const atRisk = (list: readonly Person[]) => list.filter((one) => one.time >= time).length;
    const leaving = (list: readonly Person[]) => list.filter((one) => one.time === time && one.out).length;
    const [n, d] = [atRisk(all), leaving(all)];
    if (d === 0) continue;
    const share = atRisk(ours) / n;
    difference += leaving(ours) - d * share;
    if (n > 1) variance += (d * share * (1 - share) * (n - d)) / (n - 1);
  }
  return variance === 0 ? 0 : difference ** 2 / variance;
};

it('is what the sums over learners give', () =>
  fc.assert(
    fc.property(fc.tuple(table, table), (pair) =>
      expect(logRank([pair]).chiSquared).toBeCloseTo(twoGroups(peopleOf(pair[0]), pair.flatMap(peopleOf)), 8),
    ),
  ));

it('compares within strata only: groups that never meet are not compared', () => {
  const some = lifeTable([
    { time: 1, event: 'dropout', count: 2 },
    { time: 2, event: 'censored', count: 3 },
  ]);
  expect(
    logRank([
      [some, []],
      [[], some],
    ]),
  ).toMatchObject({ chiSquared: 0, degreesOfFreedom: 0, p: null });
  const two = logRank([
    [some, some, [], []],
    [[], [], some, some],
  ]);
  expect(two).toMatchObject({ degreesOfFreedom: 2, strata: 2 });
  expect(logRank([])).toMatchObject({ degreesOfFreedom: 0, p: null, groups: [] });
});

it('keeps its digits where one learner stands against twenty million', () => {
  const crowd = lifeTable([
    { time: 1, event: 'dropout', count: 4_000_000 },
    { time: 3, event: 'censored', count: 6_000_000 },
  ]);
  const one = lifeTable([{ time: 1, event: 'dropout', count: 1 }]);
  const [n, d] = [20_000_001, 8_000_001];
  const alone = (1 - d / n) ** 2 / ((d / n) * (1 - 1 / n) * ((n - d) / (n - 1)));
  const { chiSquared, degreesOfFreedom } = logRank([[crowd, one, crowd]]);
  expect(degreesOfFreedom).toBe(2);
  // The two crowds do not differ, so the one learner's own statistic is all there is.
  expect(chiSquared).toBeCloseTo(alone, 9);
});
