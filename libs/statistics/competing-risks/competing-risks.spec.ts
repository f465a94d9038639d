import fc from 'fast-check';
import { groupsOf, type People, strataOf, tableOf } from '../../../test/corpus/statistics/people.ts';
import { differences, reference } from '../../../test/corpus/statistics/reference.ts';
import { type ExitEvent, lifeTable } from '../survival/life-table.ts';
import { type Cause, cumulativeIncidence } from './cumulative-incidence.ts';
import { graysTest } from './grays-test.ts';

interface Steps {
  readonly time: readonly number[];
  readonly cumulativeIncidence: readonly number[];
  readonly standardError: readonly number[];
}

interface Test {
  readonly cause: Cause;
  readonly stratified: 0 | 1;
  readonly chiSquared: number;
  readonly degreesOfFreedom: number;
  readonly p: number;
}

interface DataSet {
  readonly people: People;
  readonly groups: Record<string, Partial<Record<Cause, Steps>>>;
  readonly tests: readonly Test[];
}

const CAUSES: readonly Cause[] = ['dropout', 'completion'];
const R = reference<{
  sets: Record<string, DataSet>;
  lateEntry: { people: People; time: number[] } & Record<Cause, number[]>;
}>('competing-risks');

const curves = Object.entries(R.sets).flatMap(([name, { people, groups }]) =>
  Object.entries(groups).flatMap(([group, causes]) =>
    CAUSES.map((cause) => {
      const table = tableOf(people, group === 'all' ? undefined : group);
      return { name: `${name}, ${group}, ${cause}`, ours: cumulativeIncidence(table, cause), theirs: causes[cause] };
    }),
  ),
);

it.each(curves)('has every step and its error as cuminc has them: $name', ({ ours, theirs }) => {
  const columns = {
    time: ours.map(({ time }) => time),
    cumulativeIncidence: ours.map((step) => step.cumulativeIncidence),
    standardError: ours.map(({ standardError }) => standardError),
  };
  expect(differences(columns, theirs ?? { time: [], cumulativeIncidence: [], standardError: [] })).toEqual([]);
});

const tests = Object.entries(R.sets).flatMap(([name, { people, tests }]) =>
  tests.map((test) => ({ name: `${name}, ${test.cause}, strata ${test.stratified}`, people, test })),
);

it.each(tests)('tests the groups as cuminc does: $name', ({ people, test: { cause, stratified, ...figures } }) => {
  const strata = (stratified ? strataOf(people) : [undefined]).map((stratum) =>
    groupsOf(people).map((group) => tableOf(people, group, stratum)),
  );
  expect(differences(graysTest(strata, cause), figures)).toEqual([]);
});

it.each(CAUSES)('has the incidence of a %s with delayed entry as survfit has it', (cause) => {
  const steps = cumulativeIncidence(tableOf(R.lateEntry.people), cause);
  const ours = R.lateEntry.time.map((time) => steps.findLast((step) => step.time <= time)?.cumulativeIncidence ?? 0);
  expect(differences(ours, R.lateEntry[cause])).toEqual([]);
});

it("refuses Gray's test with delayed entry", () => {
  const table = tableOf(R.lateEntry.people);
  expect(() => graysTest([[table, table]], 'dropout')).toThrow('not defined with delayed entry');
});

const table = fc
  .array(
    fc.record({
      time: fc.integer({ min: -3, max: 9 }),
      event: fc.constantFrom<ExitEvent>('dropout', 'completion', 'censored'),
      count: fc.integer({ min: 1, max: 4 }),
    }),
    { maxLength: 12 },
  )
  .map((exits) => lifeTable(exits));

it('shares everybody out: left for one cause, for the other, or for neither', () =>
  fc.assert(
    fc.property(table, (one) => {
      let staying = 1;
      for (const { atRisk, dropouts, completions } of one) staying *= 1 - (dropouts + completions) / atRisk;
      const [dropout, completion] = CAUSES.map((cause) => cumulativeIncidence(one, cause).at(-1));
      const left = (dropout?.cumulativeIncidence ?? 0) + (completion?.cumulativeIncidence ?? 0);
      expect(left + staying).toBeCloseTo(1, 12);
    }),
  ));

it('is the share of all where nobody is censored, about with the error of a share', () => {
  const counts = { dropout: 30, completion: 50 } as const;
  const exits = CAUSES.flatMap((event) =>
    Array.from({ length: counts[event] }, (_, index) => ({ time: index * 2 + counts[event] / 30, event, count: 1 })),
  );
  const last = cumulativeIncidence(lifeTable(exits), 'dropout').at(-1);
  expect(last?.cumulativeIncidence).toBeCloseTo(30 / 80, 12);
  expect((last?.standardError ?? 0) / Math.sqrt((0.375 * 0.625) / 80)).toBeCloseTo(1, 1);
});

it('does not test the order of groups, nor a group that is not there', () =>
  fc.assert(
    fc.property(table, table, table, (a, b, c) => {
      const ours = graysTest([[a, b, c]], 'dropout');
      const turned = graysTest([[c, [], a, b]], 'dropout');
      expect(turned.degreesOfFreedom).toBe(ours.degreesOfFreedom);
      expect(turned.chiSquared).toBeCloseTo(ours.chiSquared, 7);
      expect(graysTest([[a, a]], 'completion').chiSquared).toBeCloseTo(0, 9);
    }),
  ));

it('says nothing where there is nothing to compare', () => {
  expect(graysTest([], 'dropout')).toEqual({ chiSquared: 0, degreesOfFreedom: 0, p: null });
  expect(cumulativeIncidence([], 'dropout')).toEqual([]);
});
