import { differences, reference } from '../../test/corpus/statistics/reference.ts';
import {
  chiSquaredUpperTail,
  criticalValue,
  gammaQuantile,
  normalQuantile,
  normalTwoSidedTail,
  normalUpperTail,
  studentTQuantile,
} from './special-functions.ts';

type Column = readonly number[];
const R = reference<{
  normalUpperTail: { z: Column; value: Column };
  normalTwoSidedTail: { z: Column; value: Column };
  normalQuantile: { p: Column; value: Column };
  chiSquaredUpperTail: { x: Column; df: Column; value: Column };
  gammaQuantile: { p: Column; shape: Column; value: Column };
  studentTQuantile: { p: Column; df: Column; value: Column };
}>('special-functions');

it('has the tails of the normal as R has them, the far ones too', () => {
  expect(differences(R.normalUpperTail.z.map(normalUpperTail), R.normalUpperTail.value)).toEqual([]);
  expect(differences(R.normalTwoSidedTail.z.map(normalTwoSidedTail), R.normalTwoSidedTail.value)).toEqual([]);
});

it('has the tail of chi-squared as R has it, where one minus the rest is nothing', () => {
  const { x, df, value } = R.chiSquaredUpperTail;
  expect(
    differences(
      x.map((at, index) => chiSquaredUpperTail(at, df[index]!)),
      value,
    ),
  ).toEqual([]);
  expect(chiSquaredUpperTail(280, 1)).toBeLessThan(1e-62);
  expect(chiSquaredUpperTail(280, 1)).toBeGreaterThan(0);
  expect(chiSquaredUpperTail(0, 3)).toBe(1);
});

it('has the quantiles as R has them', () => {
  expect(differences(R.normalQuantile.p.map(normalQuantile), R.normalQuantile.value)).toEqual([]);
  const { gammaQuantile: gamma, studentTQuantile: student } = R;
  expect(
    differences(
      gamma.p.map((p, index) => gammaQuantile(p, gamma.shape[index]!)),
      gamma.value,
    ),
  ).toEqual([]);
  expect(
    differences(
      student.p.map((p, index) => studentTQuantile(p, student.df[index]!)),
      student.value,
    ),
  ).toEqual([]);
  expect(criticalValue(0.95)).toBeCloseTo(1.959963984540054, 14);
});
