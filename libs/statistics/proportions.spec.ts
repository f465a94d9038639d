import { differences, reference } from '../../test/corpus/statistics/reference.ts';
import { differenceOfMeans, type Sample } from './means.ts';
import { benjaminiHochberg } from './multiple-tests.ts';
import { differenceOfProportions, type Interval, wilsonInterval } from './proportions.ts';
import { quantile } from './quantiles.ts';

type Three = readonly [estimate: number, lower: number, upper: number];

const R = reference<{
  shares: { successes: number[]; total: number[] };
  pairs: { x1: number[]; n1: number[]; x2: number[]; n2: number[] };
  levels: { level: number; wilson: Three[]; newcombe: Three[] }[];
  welch: { first: Sample; second: Sample; level: number }[];
  adjusted: { p: number[]; value: number[] };
  quantiles: { sample: number[]; p: number[]; value: number[]; pair: number[] };
}>('proportions');

const three = (interval: Interval | null) => interval && [interval.estimate, interval.lower, interval.upper];

it.each(R.levels)('has proportions and their differences with the limits of prop.test at level $level', (theirs) => {
  const { shares, pairs } = R;
  const wilson = shares.total.map((total, index) =>
    three(wilsonInterval({ successes: shares.successes[index]!, total }, theirs.level)),
  );
  expect(differences(wilson, theirs.wilson)).toEqual([]);
  const newcombe = pairs.n1.map((total, index) => {
    const second = { successes: pairs.x2[index]!, total: pairs.n2[index]! };
    return three(differenceOfProportions({ successes: pairs.x1[index]!, total }, second, theirs.level));
  });
  expect(differences(newcombe, theirs.newcombe)).toEqual([]);
});

it("has the published limits of Newcombe's examples (1998, table II)", () => {
  const rounded = (interval: Interval | null) => [interval?.lower.toFixed(4), interval?.upper.toFixed(4)];
  const of = (successes: number, total: number) => ({ successes, total });
  expect(rounded(differenceOfProportions(of(56, 70), of(48, 80)))).toEqual(['0.0524', '0.3339']);
  expect(rounded(differenceOfProportions(of(9, 10), of(3, 10)))).toEqual(['0.1705', '0.8090']);
  expect(rounded(differenceOfProportions(of(10, 10), of(0, 20)))).toEqual(['0.6791', '1.0000']);
});

it('says nothing of nobody', () => {
  expect(wilsonInterval({ successes: 0, total: 0 })).toBeNull();
  expect(differenceOfProportions({ successes: 0, total: 0 }, { successes: 1, total: 2 })).toBeNull();
  expect(differenceOfMeans({ size: 1, mean: 3, variance: 0 }, { size: 9, mean: 2, variance: 1 })).toBeNull();
  expect(differenceOfMeans({ size: 4, mean: 3, variance: 0 }, { size: 9, mean: 2, variance: 0 })).toBeNull();
  expect(quantile([], 0.5)).toBeNull();
  expect(benjaminiHochberg([])).toEqual([]);
});

it.each(R.welch)('has the difference of means with the limits of t.test at level $level', (theirs) => {
  const { first, second, level, ...figures } = theirs;
  expect(differences(differenceOfMeans(first, second, level), figures)).toEqual([]);
});

it('adjusts p-values as p.adjust does', () => {
  expect(differences(benjaminiHochberg(R.adjusted.p), R.adjusted.value)).toEqual([]);
});

it('has the quantiles of type 7', () => {
  const { sample, p, value, pair } = R.quantiles;
  expect(
    differences(
      p.map((one) => quantile(sample, one)),
      value,
    ),
  ).toEqual([]);
  expect(
    differences(
      p.map((one) => quantile([1, 2], one)),
      pair,
    ),
  ).toEqual([]);
});
