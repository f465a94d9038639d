import { real } from '../typed.ts';

/**
 * A column less its mean and divided by its mean absolute deviation, in place, so that sums of squares lose no digits and
 * one tolerance tells collinear terms of any unit. Columns of -1, 0 and 1 stay as they are (R survival: coxfit6, `nocenter`).
 */
export const centredAndScaled = (
  column: Float64Array,
  counts: Float64Array,
): { readonly column: Float64Array; readonly scale: number } => {
  if (isIndicator(column)) return { column, scale: 1 };
  let total = 0;
  let sum = 0;
  for (let row = 0; row < column.length; row++) {
    total += real(counts, row);
    sum += real(counts, row) * real(column, row);
  }
  const mean = sum / total;
  let deviation = 0;
  for (let row = 0; row < column.length; row++) deviation += real(counts, row) * Math.abs(real(column, row) - mean);
  const scale = deviation > 0 ? total / deviation : 1;
  for (let row = 0; row < column.length; row++) column[row] = (real(column, row) - mean) * scale;
  return { column, scale };
};

const isIndicator = (column: Float64Array): boolean => {
  for (let row = 0; row < column.length; row++) {
    const value = real(column, row);
    if (value !== 0 && value !== 1 && value !== -1) return false;
  }
  return true;
};
