import { quantile, quantileOfUnordered } from './quantiles.ts';

/** Park and Miller's minimal standard generator. */
const randomOf = (seed: number): (() => number) => {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647);
};

it('is in any order what it is in order, with ties and without', () => {
  const random = randomOf(7);
  for (let size = 0; size < 200; size++) {
    const values = Float64Array.from({ length: size }, () => random() % (size % 3 === 0 ? 5 : 1_000_000));
    const ascending = values.slice().sort();
    for (const p of [0, 0.1, 0.5, 0.9, 1]) {
      const unordered = values.slice();
      expect([size, p, quantileOfUnordered(unordered, p)]).toEqual([size, p, quantile(ascending, p)]);
      expect(unordered.sort()).toEqual(ascending);
    }
  }
});

it('is R’s: quantile(c(1, 2, 6), c(0.5, 0.9))', () => {
  expect([0.5, 0.9].map((p) => quantileOfUnordered(Float64Array.of(6, 1, 2), p))).toEqual([2, 5.2]);
});
