import { timeBins } from './time-bins.ts';
import { Tries } from './tries.ts';

it('knows who is where, and how long it took them: means, and quantiles as R counts them', () => {
  const tries = new Tries({ steps: 3, windowMs: 10_000, asOf: 20_000 });
  tries.add({ times: [0, 1_000, 4_000] }, 0);
  tries.add({ times: [5_000, 7_000] }, 0);
  tries.add({ times: [10_000] }, 1); // its window ended at asOf
  tries.add({ times: [10_001, 16_001] }, 1);
  // R: quantile(c(1, 2, 6), c(0.5, 0.9))
  const seconds = { mean: 3, median: 2, p90: 5.2 };
  expect(tries.figures()).toEqual([
    { reached: 4, dropped: 1, open: 0, fromPrevious: undefined, fromFirst: undefined },
    { reached: 3, dropped: 1, open: 1, fromPrevious: seconds, fromFirst: seconds },
    {
      ...{ reached: 1, dropped: 0, open: 0 },
      fromPrevious: { mean: 3, median: 3, p90: 3 },
      fromFirst: { mean: 4, median: 4, p90: 4 },
    },
  ]);
  expect(tries.figures([2, 3]).map(({ reached }) => reached)).toEqual([2, 1, 0]);
  expect(tries.groupBy((at) => tries.valueOf(at))).toEqual(
    new Map([
      [0, Int32Array.of(0, 1)],
      [1, Int32Array.of(2, 3)],
    ]),
  );
});

it('keeps many tries', () => {
  const tries = new Tries({ steps: 2, windowMs: 1, asOf: 0 });
  for (let at = 0; at < 5_000; at++) tries.add({ times: [at, at + 1_000] }, at);
  expect([tries.count, tries.startOf(4_999), tries.valueOf(4_999)]).toEqual([5_000, 4_999, 4_999]);
  expect(tries.figures()[1]).toMatchObject({ reached: 5_000, fromFirst: { mean: 1, median: 1, p90: 1 } });
});

it('bins times in widths that people read', () => {
  expect(timeBins(Float64Array.of())).toEqual([]);
  expect(timeBins(Float64Array.of(0, 0.5, 2))).toEqual([
    { from: 0, to: 1, count: 2 },
    { from: 1, to: 2, count: 0 },
    { from: 2, to: 3, count: 1 },
  ]);
  const day = 86_400;
  expect(timeBins(Float64Array.of(29 * day)).at(-1)).toEqual({ from: 29 * day, to: 30 * day, count: 1 });
  expect(timeBins(Float64Array.of(30 * day)).at(-1)).toEqual({ from: 30 * day, to: 32 * day, count: 1 });
  const centuries = timeBins(Float64Array.of(300 * 365 * day));
  expect([centuries.length <= 31, centuries.reduce((sum, { count }) => sum + count, 0)]).toEqual([true, 1]);
});
