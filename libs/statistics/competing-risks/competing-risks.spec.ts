import { groupsOf, type People, strataOf, tableOf } from '../../../test/corpus/statistics/people.ts';
import { differences, reference } from '../../../test/corpus/statistics/reference.ts';
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
