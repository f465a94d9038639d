import { type SymmetricMatrix, zeroMatrix } from './linear-algebra.ts';
import { real } from './typed.ts';

/** Rows taken together: their weighted columns stay in the processor's first cache. */
const BLOCK = 256;

/** X' W X of columns and one weight a row: the sum over the rows of weight times x x'. */
export const weightedCrossProduct = (columns: readonly Float64Array[], weights: Float64Array): SymmetricMatrix => {
  const weighted = columns.map(() => new Float64Array(BLOCK));
  const tiles = tilesOf(columns, weighted);
  for (let start = 0; start < weights.length; start += BLOCK) {
    const length = Math.min(BLOCK, weights.length - start);
    columns.forEach((column, index) => {
      const target = weighted[index];
      if (target) weigh(column, weights, start, target);
    });
    for (const tile of tiles) addProducts(tile, start, length);
  }
  return assembled(tiles, columns.length);
};

/** Two rows and two columns of the product: four products for four reads. */
interface Tile {
  readonly row: number;
  readonly column: number;
  readonly upper: Float64Array;
  readonly lower: Float64Array;
  readonly left: Float64Array;
  readonly right: Float64Array;
  /** Upper with left, upper with right, lower with left, lower with right. */
  readonly sums: Float64Array;
}

/** Tiles over the lower triangle. Of an odd number of columns the last stands twice, and its second sums are not read. */
const tilesOf = (columns: readonly Float64Array[], weighted: readonly Float64Array[]): readonly Tile[] => {
  const tiles: Tile[] = [];
  for (let row = 0; row < columns.length; row += 2)
    for (let column = 0; column <= row; column += 2) {
      const [upper, lower] = pairFrom(weighted, row);
      const [left, right] = pairFrom(columns, column);
      tiles.push({ row, column, upper, lower, left, right, sums: new Float64Array(4) });
    }
  return tiles;
};

const pairFrom = (columns: readonly Float64Array[], index: number): readonly [Float64Array, Float64Array] => {
  const [first, second = first] = columns.slice(index, index + 2);
  if (!first || !second) throw new Error(`there is no column ${index}`);
  return [first, second];
};

const weigh = (column: Float64Array, weights: Float64Array, start: number, target: Float64Array): void => {
  const length = Math.min(BLOCK, weights.length - start);
  for (let row = 0; row < length; row++) target[row] = real(column, start + row) * real(weights, start + row);
};

const addProducts = ({ upper, lower, left, right, sums }: Tile, start: number, length: number): void => {
  let upperLeft = 0;
  let upperRight = 0;
  let lowerLeft = 0;
  let lowerRight = 0;
  for (let row = 0; row < length; row++) {
    const above = real(upper, row);
    const below = real(lower, row);
    const first = real(left, start + row);
    const second = real(right, start + row);
    upperLeft += above * first;
    upperRight += above * second;
    lowerLeft += below * first;
    lowerRight += below * second;
  }
  sums[0] = real(sums, 0) + upperLeft;
  sums[1] = real(sums, 1) + upperRight;
  sums[2] = real(sums, 2) + lowerLeft;
  sums[3] = real(sums, 3) + lowerRight;
};

const assembled = (tiles: readonly Tile[], size: number): SymmetricMatrix => {
  const matrix = zeroMatrix(size);
  for (const { row, column, sums } of tiles)
    sums.forEach((sum, index) => {
      const [down, across] = [row + (index >> 1), column + (index % 2)];
      const [lower, upper] = [matrix[down], matrix[across]];
      if (!lower || !upper || across > down) return;
      lower[across] = sum;
      upper[down] = sum;
    });
  return matrix;
};
