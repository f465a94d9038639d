import { real } from './typed.ts';

/** A square matrix that is its own transpose, by rows. */
export type SymmetricMatrix = readonly Float64Array[];

export const zeroMatrix = (size: number): SymmetricMatrix => Array.from({ length: size }, () => new Float64Array(size));

export const element = (matrix: SymmetricMatrix, row: number, column: number): number => matrix[row]?.[column] ?? NaN;

/** A matrix as F D F': F below the diagonal with ones on it, D on the diagonal, zero where a row says nothing new. */
export interface Cholesky {
  readonly factor: readonly Float64Array[];
  /** Rows that are not linear combinations of earlier ones. */
  readonly rank: number;
}

/** What `coxph.control` of R takes as `toler.chol`. */
const SINGULARITY_TOLERANCE = Number.EPSILON ** 0.75;

/**
 * The generalised Cholesky decomposition in the order of the rows: a pivot below a tolerance of the greatest diagonal
 * element is taken as zero, so of two collinear terms the later one is marked (R survival: cholesky2).
 */
export const cholesky = (matrix: SymmetricMatrix): Cholesky => {
  const factor = matrix.map((row) => row.slice());
  const greatest = matrix.reduce((most, row, index) => Math.max(most, row[index] ?? 0), 0);
  const least = (greatest || 1) * SINGULARITY_TOLERANCE;
  let rank = 0;
  for (const [index, row] of factor.entries()) {
    const pivot = real(row, index);
    const counts = Number.isFinite(pivot) && pivot >= least;
    if (counts) rank++;
    eliminate(factor, index, counts ? pivot : 0);
  }
  return { factor, rank };
};

const eliminate = (factor: readonly Float64Array[], index: number, pivot: number): void => {
  for (const [at, row] of factor.entries()) {
    if (at === index) row[index] = pivot;
    if (at <= index) continue;
    const multiplier = pivot === 0 ? 0 : real(row, index) / pivot;
    row[index] = multiplier;
    for (let column = index + 1; column <= at; column++)
      row[column] = real(row, column) - element(factor, column, index) * multiplier * pivot;
  }
};

/** Whether a row of the decomposed matrix is a linear combination of earlier ones. */
export const isSingular = ({ factor }: Cholesky, row: number): boolean => element(factor, row, row) === 0;

/** The x with A x = `vector`; zero in singular rows (R survival: chsolve2). */
export const solve = (decomposed: Cholesky, vector: Float64Array): Float64Array => {
  const { factor } = decomposed;
  const solution = vector.slice();
  for (let row = 1; row < factor.length; row++)
    for (let column = 0; column < row; column++)
      solution[row] = real(solution, row) - element(factor, row, column) * real(solution, column);
  for (let row = factor.length - 1; row >= 0; row--) {
    solution[row] = isSingular(decomposed, row) ? 0 : real(solution, row) / element(factor, row, row);
    if (isSingular(decomposed, row)) continue;
    for (let later = row + 1; later < factor.length; later++)
      solution[row] = real(solution, row) - element(factor, later, row) * real(solution, later);
  }
  return solution;
};

/** The inverse; zero in the rows and columns of singular rows (R survival: chinv2). */
export const invert = (decomposed: Cholesky): SymmetricMatrix => {
  const size = decomposed.factor.length;
  const columns = Array.from({ length: size }, (_, column) => {
    const unit = new Float64Array(size);
    unit[column] = isSingular(decomposed, column) ? 0 : 1;
    return solve(decomposed, unit);
  });
  // Both halves from one, or rounding would make the inverse of a symmetric matrix asymmetric.
  return columns.map((column, row) => column.map((value, at) => (at < row ? element(columns, at, row) : value)));
};

/** The sum of the products of two vectors. */
const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += real(a, index) * real(b, index);
  return sum;
};

/** A times `vector`. */
export const multiply = (matrix: SymmetricMatrix, vector: Float64Array): Float64Array =>
  Float64Array.from(matrix, (row) => dot(row, vector));

/** v' A^-1 v: the chi-squared of a Wald or score test. */
export const inverseQuadraticForm = (matrix: SymmetricMatrix, vector: Float64Array): number =>
  dot(vector, solve(cholesky(matrix), vector));

/** A B A. */
export const sandwich = (bread: SymmetricMatrix, meat: SymmetricMatrix): SymmetricMatrix =>
  bread.map((row) => multiply(bread, multiply(meat, row)));

/** The rows and columns of `kept`, in their order. */
export const submatrix = (matrix: SymmetricMatrix, kept: readonly number[]): SymmetricMatrix =>
  kept.map((row) => Float64Array.from(kept, (column) => element(matrix, row, column)));
