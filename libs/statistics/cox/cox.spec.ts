import fc from 'fast-check';
import { differences } from '../../../test/corpus/statistics/reference.ts';
import { type CoxData } from './cox-data.ts';
import { coxRegression } from './cox-regression.ts';
import { proportionality } from './proportionality.ts';
import { riskSets } from './risk-sets.ts';

interface Row {
  readonly entry: number;
  readonly stay: number;
  readonly event: number;
  readonly a: number;
  readonly b: number;
  readonly stratum: number;
  readonly cluster: number;
  readonly count: number;
}

const dataOf = (rows: readonly Row[]): CoxData => ({
  covariates: [
    { name: 'a', term: 'a', values: Float64Array.from(rows, ({ a }) => a) },
    { name: 'b', term: 'b', values: Float64Array.from(rows, ({ b }) => b) },
  ],
  entry: Float64Array.from(rows, ({ entry }) => entry),
  exit: Float64Array.from(rows, ({ entry, stay }) => entry + stay),
  event: Uint8Array.from(rows, ({ event }) => event),
  count: Float64Array.from(rows, ({ count }) => count),
  stratum: Int32Array.from(rows, ({ stratum }) => stratum),
});

/** Few times, levels and clusters, so that ties, empty risk sets and equal rows come by themselves. */
const row = fc.record({
  entry: fc.integer({ min: 0, max: 4 }),
  stay: fc.integer({ min: 1, max: 6 }),
  event: fc.constantFrom(0, 1, 1),
  a: fc.integer({ min: -2, max: 2 }),
  b: fc.constantFrom(0, 1),
  stratum: fc.integer({ min: 0, max: 2 }),
  cluster: fc.integer({ min: 0, max: 9 }),
  count: fc.integer({ min: 1, max: 4 }),
});
const people = fc.array(row, { minLength: 40, maxLength: 60 });
const RUNS = { numRuns: 40 };

const figures = (data: CoxData, robust: boolean): object => {
  const sets = riskSets(data);
  const fit = coxRegression(sets, { robust });
  // Where the likelihood has no maximum, rounding decides how far the iterations run.
  fc.pre(fit.warnings.length === 0);
  return { ...fit, iterations: 0, proportionality: proportionality(sets, fit) };
};

const same = (ours: CoxData, theirs: CoxData, robust: boolean): void => {
  expect(differences(figures(ours, robust), figures(theirs, robust), 1e-7)).toEqual([]);
};

const expanded = (rows: readonly Row[]): Row[] =>
  rows.flatMap((one) => Array.from({ length: one.count }, () => ({ ...one, count: 1 })));

it('takes a row with a count as that many individuals, each its own cluster', () => {
  fc.assert(
    fc.property(people, (rows) => same(dataOf(rows), dataOf(expanded(rows)), true)),
    RUNS,
  );
});

it('takes a row with a count and a cluster as that many individuals of one cluster', () => {
  const clustered = (rows: readonly Row[]): CoxData => ({
    ...dataOf(rows),
    cluster: Int32Array.from(rows, ({ cluster }) => cluster),
  });
  fc.assert(
    fc.property(people, (rows) => same(clustered(rows), clustered(expanded(rows)), true)),
    RUNS,
  );
});

it('depends on the order of the rows in nothing', () => {
  fc.assert(
    fc.property(people, fc.infiniteStream(fc.integer()), (rows, keys) => {
      const keyed = rows.map((one) => ({ one, key: keys.next().value ?? 0 }));
      const shuffled = keyed.sort((x, y) => x.key - y.key).map(({ one }) => one);
      same(dataOf(shuffled), dataOf(rows), false);
    }),
    RUNS,
  );
});

it('sees an individual told in two rows as told in one', () => {
  const halves = (one: Row): Row[] => [
    { ...one, stay: one.stay / 2, event: 0 },
    { ...one, entry: one.entry + one.stay / 2, stay: one.stay / 2 },
  ];
  const withoutTotals = (data: CoxData): object => ({ ...figures(data, false), observations: 0 });
  fc.assert(
    fc.property(people, (rows) => {
      const [whole, split] = [withoutTotals(dataOf(rows)), withoutTotals(dataOf(rows.flatMap(halves)))];
      expect(differences(split, whole, 1e-7)).toEqual([]);
    }),
    RUNS,
  );
});

it('has an estimate that can be worked out by hand', () => {
  const data: CoxData = {
    covariates: [{ name: 'x', term: 'x', values: Float64Array.of(1, 0, 1, 0) }],
    exit: Float64Array.of(1, 2, 3, 4),
    event: Uint8Array.of(1, 1, 0, 0),
  };
  // An event of x = 1 among x of 1, 0, 1, 0, then one of x = 0 among 0, 1, 0. With r = exp(b) the score is zero where
  // 1 - 2r / (2r + 2) - r / (r + 2) = 0, so r^2 = 2.
  const fit = coxRegression(riskSets(data), { convergence: { epsilon: 1e-14, iterations: 20 } });
  const r = Math.SQRT2;
  expect(fit.coefficients[0]?.coefficient).toBeCloseTo(Math.log(r), 12);
  // The information: p (1 - p) of each risk set, p the share of the risk that x = 1 carries.
  const [first, second] = [r / (r + 1), r / (r + 2)];
  expect(fit.coefficients[0]?.standardError).toBeCloseTo((first * (1 - first) + second * (1 - second)) ** -0.5, 10);
  expect(fit.logLikelihood.null).toBeCloseTo(-Math.log(4) - Math.log(3), 14);
});

describe('what cannot be fitted', () => {
  const data: CoxData = {
    covariates: [{ name: 'age', term: 'age', values: Float64Array.of(1, 2, 3) }],
    exit: Float64Array.of(1, 2, 3),
    event: Uint8Array.of(1, 0, 1),
  };

  it.each<[string, Partial<CoxData>, string]>([
    ['no event', { event: Uint8Array.of(0, 0, 0) }, 'no row has an event'],
    ['another length', { event: Uint8Array.of(1) }, 'event has 1 rows, exit has 3'],
    ['a time that is no number', { exit: Float64Array.of(1, NaN, 3) }, 'exit of row 1 is NaN'],
    ['an entry at the exit', { entry: Float64Array.of(0, 0, 3) }, 'entry of row 2 is 3'],
    ['half an individual', { count: Float64Array.of(1, 0.5, 1) }, 'count of row 1 is 0.5'],
    ['nobody', { count: Float64Array.of(1, 1, 0) }, 'count of row 2 is 0'],
    ['an event that is neither', { event: Uint8Array.of(1, 2, 0) }, 'event of row 1 is 2'],
    [
      'a covariate that is not known',
      { covariates: [{ name: 'age', term: 'age', values: Float64Array.of(1, 2, NaN) }] },
      'age of row 2 is NaN',
    ],
  ])('is refused with its place: %s', (_, change, message) => {
    expect(() => riskSets({ ...data, ...change })).toThrow(new RangeError(message));
  });

  it('has neither coefficient nor p-value where nobody differs', () => {
    const alike: CoxData = { ...data, covariates: [{ name: 'age', term: 'age', values: Float64Array.of(7, 7, 7) }] };
    const fit = coxRegression(riskSets(alike));
    expect(fit.coefficients).toMatchObject([{ name: 'age', coefficient: null, standardError: null, p: null }]);
    expect(fit.likelihoodRatio).toEqual({ chiSquared: 0, degreesOfFreedom: 0, p: null });
    expect(fit.warnings).toEqual([{ kind: 'not-estimable', covariates: ['age'] }]);
  });

  it('has no test of proportionality where all events are at one time', () => {
    const sets = riskSets({
      ...data,
      covariates: [{ name: 'age', term: 'age', values: Float64Array.of(1, 3, 2) }],
      exit: Float64Array.of(1, 1, 2),
      event: Uint8Array.of(1, 1, 0),
    });
    expect(proportionality(sets, coxRegression(sets))).toBeNull();
  });
});
