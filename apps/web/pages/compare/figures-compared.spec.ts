import { formatPoints } from './figures-compared.ts';

it('writes a difference of shares in points, with its sign', () => {
  expect(formatPoints(0.052)).toBe('+5.2 points');
  expect(formatPoints(-0.1)).toBe('−10 points');
  expect(formatPoints(-0.0001)).toBe('0 points');
  expect(formatPoints(null)).toBe('–');
});
