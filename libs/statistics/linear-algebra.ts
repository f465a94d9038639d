import { real } from './typed.ts';

/** A square symmetric matrix, all of it, row after row. */
export interface SymmetricMatrix {
  readonly size: number;
  readonly values: Float64Array;
}

/** Zero everywhere. */
export const zeroMatrix = (size: number): SymmetricMatrix => ({ size, values: new Float64Array(size * size) });

/** The element of a row and a column. */
export const element = ({ size, values }: SymmetricMatrix, row: number, column: number): number =>
  real(values, row * size + column);

/** A matrix as F D F': F below the diagonal with ones on it, D on the diagonal, zero where a row says nothing new. */
export interface Cholesky {
  readonly size: number;
  readonly factor: Float64Array;
  /** Rows that are not linear combinations of earlier ones. */
  readonly rank: number;
}

/** What `coxph.control` of R takes as `toler.chol`. */
export const SINGULARITY_TOLERANCE = Number.EPSILON ** 0.75;

/**
 * The generalised Cholesky decomposition in the order of the rows: a pivot below `tolerance` of the greatest diagonal
 * element is taken as zero, so of two collinear terms the later one is marked (R survival: cholesky2).
 */
export const cholesky = (matrix: SymmetricMatrix, tolerance = SINGULARITY_TOLERANCE): Cholesky => {
  const { size } = matrix;
  const factor = matrix.values.slice();
  const least = (greatestDiagonal(matrix) || 1) * tolerance;
  let rank = 0;
  for (let pivotRow = 0; pivotRow < size; pivotRow++) {
    const pivot = real(factor, pivotRow * size + pivotRow);
    const counts = Number.isFinite(pivot) && pivot >= least;
    if (counts) rank++;
    eliminate(factor, size, pivotRow, counts ? pivot : 0);
  }
  return { size, factor, rank };
};

const greatestDiagonal = (matrix: SymmetricMatrix): number => {
  let greatest = 0;
  for (let row = 0; row < matrix.size; row++) greatest = Math.max(greatest, element(matrix, row, row) || 0);
  return greatest;
};

const eliminate = (factor: Float64Array, size: number, pivotRow: number, pivot: number): void => {
  factor[pivotRow * size + pivotRow] = pivot;
  for (let row = pivotRow + 1; row < size; row++) {
    const multiplier = pivot === 0 ? 0 : real(factor, row * size + pivotRow) / pivot;
    factor[row * size + pivotRow] = multiplier;
    for (let column = pivotRow + 1; column <= row; column++)
      factor[row * size + column] =
        real(factor, row * size + column) - real(factor, column * size + pivotRow) * multiplier * pivot;
  }
};

/** Whether a row of the decomposed matrix is a linear combination of earlier ones. */
export const isSingular = ({ size, factor }: Cholesky, row: number): boolean => real(factor, row * size + row) === 0;

/** The x with A x = `vector`; zero in singular rows (R survival: chsolve2). */
export const solve = (decomposed: Cholesky, vector: Float64Array): Float64Array => {
  const { size, factor } = decomposed;
  const solution = vector.slice();
  for (let row = 1; row < size; row++)
    for (let column = 0; column < row; column++)
      solution[row] = real(solution, row) - real(factor, row * size + column) * real(solution, column);
  for (let row = size - 1; row >= 0; row--) {
    if (isSingular(decomposed, row)) {
      solution[row] = 0;
      continue;
    }
    solution[row] = real(solution, row) / real(factor, row * size + row);
    for (let later = row + 1; later < size; later++)
      solution[row] = real(solution, row) - real(factor, later * size + row) * real(solution, later);
  }
  return solution;
};

/** The inverse; zero in the rows and columns of singular rows (R survival: chinv2). */
export const invert = (decomposed: Cholesky): SymmetricMatrix => {
  const { size } = decomposed;
  const inverse = zeroMatrix(size);
  for (let column = 0; column < size; column++) {
    if (isSingular(decomposed, column)) continue;
    const unit = new Float64Array(size);
    unit[column] = 1;
    solve(decomposed, unit).forEach((value, row) => {
      // Both halves from one, or rounding would make the inverse of a symmetric matrix asymmetric.
      if (row < column) return;
      inverse.values[row * size + column] = value;
      inverse.values[column * size + row] = value;
    });
  }
  return inverse;
};

/** The sum of the products of two vectors. */
export const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += real(a, index) * real(b, index);
  return sum;
};

/** A times `vector`. */
export const multiply = ({ size, values }: SymmetricMatrix, vector: Float64Array): Float64Array =>
  Float64Array.from({ length: size }, (_, row) => dot(values.subarray(row * size, (row + 1) * size), vector));

/** v' A^-1 v: the chi-squared of a Wald or score test. */
export const inverseQuadraticForm = (matrix: SymmetricMatrix, vector: Float64Array): number =>
  dot(vector, solve(cholesky(matrix), vector));

/** A B A. */
export const sandwich = (bread: SymmetricMatrix, meat: SymmetricMatrix): SymmetricMatrix => {
  const { size } = bread;
  const half = Array.from({ length: size }, (_, row) =>
    multiply(meat, bread.values.subarray(row * size, (row + 1) * size)),
  );
  return { size, values: Float64Array.from(half.flatMap((row) => [...multiply(bread, row)])) };
};

/** The rows and columns of `kept`, in their order. */
export const submatrix = (matrix: SymmetricMatrix, kept: readonly number[]): SymmetricMatrix => ({
  size: kept.length,
  values: Float64Array.from(kept.flatMap((row) => kept.map((column) => element(matrix, row, column)))),
});
