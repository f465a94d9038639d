import { element, type SymmetricMatrix } from './linear-algebra.ts';

/** What is left of a variance when this share of it is explained by the others is rounding. */
const RANK_TOLERANCE = 1e-10;

/**
 * The statistic of a score test, score' V^- score, and its degrees of freedom, the rank of V. By Cholesky's elimination
 * with dependent rows left out: every generalised inverse gives the same where the score lies in the range of V, and
 * where only one row depends on the others it is R's solve without that row. Only the upper triangle of V is read.
 */
export const quadraticForm = (
  score: Float64Array,
  variance: SymmetricMatrix,
): { readonly value: number; readonly rank: number } => {
  // The smallest first: of groups of very unequal size the largest is the one that the others determine.
  const order = Array.from(score.keys()).sort((a, b) => element(variance, a, a) - element(variance, b, b));
  const rows = order.map((row) =>
    Float64Array.from([
      ...order.map((column) => element(variance, Math.min(row, column), Math.max(row, column))),
      score[row] ?? 0,
    ]),
  );
  let value = 0;
  let rank = 0;
  for (const [index, pivot] of order.entries()) {
    const own = element(rows, index, index);
    if (own <= RANK_TOLERANCE * element(variance, pivot, pivot)) continue;
    rank++;
    value += element(rows, index, order.length) ** 2 / own;
    eliminate(rows, index, own);
  }
  return { value, rank };
};

/** Takes the pivot's row from those below it, each with the score as its last column. */
const eliminate = (rows: readonly Float64Array[], pivot: number, own: number): void => {
  const row = rows[pivot];
  for (let below = pivot + 1; row && below < rows.length; below++) {
    addMultiple(rows[below], row, -(row[below] ?? 0) / own, below);
  }
};

/** Adds so many times a row to another, from a column on. */
export const addMultiple = (to: Float64Array | undefined, row: Float64Array, factor: number, from = 0): void => {
  if (!to || factor === 0) return;
  for (let column = from; column < to.length; column++) to[column] = (to[column] ?? 0) + factor * (row[column] ?? 0);
};
