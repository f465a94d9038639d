/**
 * Reads of typed arrays by an index that is known to lie inside. One function per kind of array: the engine inlines each
 * and never meets two kinds in one place.
 */
export const real = (values: Float64Array, index: number): number => values[index] ?? NaN;

/** As `real`, of whole numbers. */
export const whole = (values: Int32Array, index: number): number => values[index] ?? 0;
