import { chiSquaredUpperTail } from '../special-functions.ts';

export interface ChiSquaredTest {
  readonly chiSquared: number;
  readonly degreesOfFreedom: number;
  /** From the upper tail: 1e-62 is not 0. */
  readonly p: number;
}

export const chiSquaredTest = (chiSquared: number, degreesOfFreedom: number): ChiSquaredTest => ({
  chiSquared,
  degreesOfFreedom,
  p: chiSquaredUpperTail(chiSquared, degreesOfFreedom),
});
