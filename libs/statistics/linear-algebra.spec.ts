import fc from 'fast-check';
import { weightedCrossProduct } from './cross-product.ts';
import { cholesky, element, invert, isSingular, multiply, solve, type SymmetricMatrix } from './linear-algebra.ts';

const symmetric = (...rows: readonly (readonly number[])[]): SymmetricMatrix =>
  rows.map((row) => Float64Array.from(row));
const listed = (matrix: SymmetricMatrix): number[][] => matrix.map((row) => [...row]);

it('solves and inverts', () => {
  const matrix = symmetric([4, 2, 1], [2, 5, 3], [1, 3, 6]);
  const solution = solve(cholesky(matrix), Float64Array.of(7, 10, 10));
  multiply(matrix, solution).forEach((value, row) => expect(value).toBeCloseTo([7, 10, 10][row]!, 13));
  const inverse = invert(cholesky(matrix));
  // Cofactors over the determinant, 67.
  const cofactors = listed(inverse).map((row) => row.map((value) => Math.round(value * 67 * 1e9) / 1e9));
  expect(cofactors).toEqual([
    [21, -9, 1],
    [-9, 23, -10],
    [1, -10, 16],
  ]);
});

it('marks the later of two collinear rows and inverts what is left', () => {
  const matrix = symmetric([4, 8, 1], [8, 16, 2], [1, 2, 6]);
  const decomposed = cholesky(matrix);
  expect([0, 1, 2].map((row) => isSingular(decomposed, row))).toEqual([false, true, false]);
  expect(decomposed.rank).toBe(2);
  const inverse = invert(decomposed);
  expect([0, 1, 2].map((row) => element(inverse, row, 1))).toEqual([0, 0, 0]);
  expect(element(inverse, 0, 0)).toBeCloseTo(6 / 23, 14);
  expect(solve(decomposed, Float64Array.of(5, 10, 7))[1]).toBe(0);
});

it('takes a matrix of zeros as singular throughout', () => {
  expect(cholesky(symmetric([0, 0], [0, 0])).rank).toBe(0);
});

it('sums weighted products whatever the number of rows and columns', () => {
  const shape = fc.record({
    columns: fc.integer({ min: 1, max: 5 }),
    // Around the ends of blocks.
    rows: fc.constantFrom(1, 2, 255, 256, 257, 600),
    seed: fc.integer({ min: 1, max: 1000 }),
  });
  fc.assert(
    fc.property(shape, ({ columns, rows, seed }) => {
      // Whole numbers, so that the sums are exact in any order.
      const column = (index: number) =>
        Float64Array.from({ length: rows }, (_, row) => ((row + 1) * seed * (index + 3)) % 17);
      const all = Array.from({ length: columns }, (_, index) => column(index));
      const weights = column(columns);
      const product = weightedCrossProduct(all, weights);
      const expected = all.map((a) =>
        all.map((b) => a.reduce((sum, value, row) => sum + value * b[row]! * weights[row]!, 0)),
      );
      expect(listed(product)).toEqual(expected);
    }),
  );
});
