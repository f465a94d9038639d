import { groupsOf, type People, strataOf, tableOf } from '../../../test/corpus/statistics/people.ts';
import { differences, reference } from '../../../test/corpus/statistics/reference.ts';
import { type Transform } from './confidence.ts';
import { curveQuantile } from './curve-quantiles.ts';
import { type CurvePoint, kaplanMeier, survivalAt } from './kaplan-meier.ts';
import { logRank, type Rho } from './log-rank.ts';
import { restrictedMean } from './restricted-mean.ts';

type Columns<T> = { readonly [K in keyof T]: readonly T[K][] };

interface OfGroup {
  readonly curves: Record<Transform, Columns<CurvePoint>>;
  readonly quantiles: Record<Transform, { share: number[]; quantile: unknown; lower: unknown; upper: unknown }>;
  readonly at: Record<Transform, Columns<Pick<CurvePoint, 'time' | 'survival' | 'standardError' | 'lower' | 'upper'>>>;
  readonly restrictedMeans: Columns<{ at: number; mean: number; standardError: number }>;
}

interface Test {
  readonly rho: Rho;
  readonly stratified: 0 | 1;
  readonly chiSquared: number;
  readonly degreesOfFreedom: number;
  readonly p: number;
  readonly observed?: readonly number[];
  readonly expected?: readonly number[];
}

interface DataSet {
  readonly people: People;
  readonly groups: Record<string, OfGroup>;
  readonly logRank: readonly Test[];
}

const TRANSFORMS: readonly Transform[] = ['plain', 'log', 'log-log'];
const R = Object.entries(reference<Record<string, DataSet>>('survival'));

const groups = R.flatMap(([name, { people, groups }]) =>
  Object.entries(groups).map(([group, theirs]) => ({
    name: `${name}, ${group}`,
    table: tableOf(people, group === 'all' ? undefined : group),
    theirs,
  })),
);
const curves = groups.flatMap(({ name, table, theirs }) =>
  TRANSFORMS.map((transform) => ({
    name: `${name}, ${transform}`,
    table,
    transform,
    theirs,
    curve: kaplanMeier(table, { level: 0.9, transform }),
  })),
);

const columns = (rows: readonly object[], names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, rows.map((row): unknown => Reflect.get(row, name))]));

it('covers the data sets', () => expect(curves.length).toBeGreaterThan(70));

it.each(curves)('has every step of the curve as survfit has it: $name', ({ curve, theirs, transform }) => {
  const expected = theirs.curves[transform];
  expect(differences(columns(curve, Object.keys(expected)), expected)).toEqual([]);
});

it.each(curves)('has the quantiles as survfit has them: $name', ({ curve, theirs, transform }) => {
  const { share, quantile, lower, upper } = theirs.quantiles[transform];
  const ours = share.map((one) => curveQuantile(curve, one));
  expect(differences(columns(ours, ['time', 'lower', 'upper']), { time: quantile, lower, upper })).toEqual([]);
});

it.each(curves)('reads the curve at given times as survfit does: $name', ({ curve, table, theirs, transform }) => {
  const expected = theirs.at[transform];
  const ours = expected.time.map((time) => survivalAt(curve, table, time));
  expect(differences(columns(ours, Object.keys(expected)), expected)).toEqual([]);
});

it.each(groups)('has the restricted means as survfit has them: $name', ({ table, theirs: { restrictedMeans } }) => {
  const curve = kaplanMeier(table, { level: 0.95, transform: 'log' });
  const ours = restrictedMeans.at.map((at) => restrictedMean(curve, at));
  expect(differences(columns(ours, Object.keys(restrictedMeans)), restrictedMeans)).toEqual([]);
});

const tests = R.flatMap(([name, { people, logRank: tests }]) =>
  tests.map((test) => ({ name: `${name}, rho ${test.rho}, strata ${test.stratified}`, people, test })),
);

it.each(tests)('tests the groups as survdiff, or coxph with entries, does: $name', ({ people, test }) => {
  const { rho, stratified, observed, expected, ...figures } = test;
  const strata = (stratified ? strataOf(people) : [undefined]).map((stratum) =>
    groupsOf(people).map((group) => tableOf(people, group, stratum)),
  );
  const ours = logRank(strata, rho);
  expect(differences(ours, figures)).toEqual([]);
  if (observed) expect(differences(columns(ours.groups, ['observed', 'expected']), { observed, expected })).toEqual([]);
});
