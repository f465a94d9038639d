/** By rows, of which only the upper triangle is read and written. */
export type SymmetricMatrix = readonly Float64Array[];

export const zeroMatrix = (size: number): SymmetricMatrix => Array.from({ length: size }, () => new Float64Array(size));

/** What is left of a variance when this share of it is explained by the others is rounding. */
const RANK_TOLERANCE = 1e-10;

/**
 * The statistic of a score test, score' V^- score, and its degrees of freedom, the rank of V. By Cholesky's elimination
 * with dependent rows left out: every generalised inverse gives the same where the score lies in the range of V, and
 * where only one row depends on the others it is R's solve without that row.
 */
export const quadraticForm = (
  score: Float64Array,
  variance: SymmetricMatrix,
): { readonly value: number; readonly rank: number } => {
  // The smallest first: of groups of very unequal size the largest is the one that the others determine.
  const order = Array.from(score.keys()).sort((a, b) => cell(variance, a, a) - cell(variance, b, b));
  const rows = order.map((row) =>
    Float64Array.from([
      ...order.map((column) => cell(variance, Math.min(row, column), Math.max(row, column))),
      score[row] ?? 0,
    ]),
  );
  let value = 0;
  let rank = 0;
  for (const [index, pivot] of order.entries()) {
    const own = cell(rows, index, index);
    if (own <= RANK_TOLERANCE * cell(variance, pivot, pivot)) continue;
    rank++;
    value += cell(rows, index, order.length) ** 2 / own;
    eliminate(rows, index, own);
  }
  return { value, rank };
};

const cell = (matrix: SymmetricMatrix, row: number, column: number): number => matrix[row]?.[column] ?? 0;

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
