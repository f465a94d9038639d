import { chiSquaredUpperTail } from '../special-functions.ts';

export interface ChiSquaredTest {
  readonly chiSquared: number;
  readonly degreesOfFreedom: number;
  /** From the upper tail: 1e-62 is not 0. Null where there is nothing to test. */
  readonly p: number | null;
}

export const chiSquaredTest = (chiSquared: number, degreesOfFreedom: number): ChiSquaredTest => ({
  chiSquared,
  degreesOfFreedom,
  p: degreesOfFreedom === 0 ? null : chiSquaredUpperTail(chiSquared, degreesOfFreedom),
});
