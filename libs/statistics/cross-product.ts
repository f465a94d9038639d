import { type SymmetricMatrix, zeroMatrix } from './linear-algebra.ts';
import { real } from './typed.ts';

/** Rows taken together: the weighted columns of one block stay in the processor's first cache. */
const BLOCK = 256;

/** X' W X of columns and one weight a row: the sum over the rows of weight times x x'. */
export const weightedCrossProduct = (columns: readonly Float64Array[], weights: Float64Array): SymmetricMatrix => {
  const sums = zeroMatrix(columns.length);
  const weighted = new Float64Array(BLOCK * columns.length);
  for (let start = 0; start < weights.length; start += BLOCK) {
    const block = { start, length: Math.min(BLOCK, weights.length - start) };
    columns.forEach((column, index) => weigh(column, weights, block, weighted.subarray(index * BLOCK)));
    addBlock(sums, columns, weighted, block);
  }
  for (let row = 0; row < sums.size; row++)
    for (let column = row + 1; column < sums.size; column++)
      sums.values[row * sums.size + column] = real(sums.values, column * sums.size + row);
  return sums;
};

interface Block {
  readonly start: number;
  readonly length: number;
}

const weigh = (column: Float64Array, weights: Float64Array, { start, length }: Block, target: Float64Array): void => {
  for (let row = 0; row < length; row++) target[row] = real(column, start + row) * real(weights, start + row);
};

/** The lower triangle in tiles of two rows and two columns: four products for four reads. */
const addBlock = (
  sums: SymmetricMatrix,
  columns: readonly Float64Array[],
  weighted: Float64Array,
  block: Block,
): void => {
  const { size } = sums;
  const tile = new Float64Array(4);
  for (let row = 0; row < size; row += 2) {
    // Of an odd size the last column stands twice, and what it gives the second time is not added.
    const left = [row, Math.min(row + 1, size - 1)].map((index) => weighted.subarray(index * BLOCK));
    for (let column = 0; column <= row; column += 2) {
      tileProducts(left, [column, Math.min(column + 1, size - 1)].map((index) => columns[index]), block, tile);
      addTile(sums, tile, row, column);
    }
  }
};

const tileProducts = (
  [a, b]: readonly Float64Array[],
  [c, d]: readonly (Float64Array | undefined)[],
  { start, length }: Block,
  tile: Float64Array,
): void => {
  if (!a || !b || !c || !d) throw new Error('a tile has two rows and two columns');
  let [ac, ad, bc, bd] = [0, 0, 0, 0];
  for (let row = 0; row < length; row++) {
    const [left, below] = [real(a, row), real(b, row)];
    const [right, next] = [real(c, start + row), real(d, start + row)];
    ac += left * right;
    ad += left * next;
    bc += below * right;
    bd += below * next;
  }
  tile.set([ac, ad, bc, bd]);
};

const addTile = ({ size, values }: SymmetricMatrix, tile: Float64Array, row: number, column: number): void => {
  for (let below = 0; below < 2 && row + below < size; below++)
    for (let right = 0; right < 2 && column + right < size; right++)
      values[(row + below) * size + column + right] =
        real(values, (row + below) * size + column + right) + real(tile, 2 * below + right);
};
