import { hiddenCells } from './small-groups.ts';

it.each<[sizes: readonly number[], hidden: readonly boolean[], why: string]>([
  [[], [], 'nothing to hide'],
  [[10, 20, 5], [false, false, false], 'all large enough'],
  [[10, 4, 20], [true, true, false], 'the one small group could be subtracted, so the next smallest is hidden too'],
  [[3, 2, 20], [true, true, false], 'two small ones that are five together hide each other'],
  [[2, 2, 20, 9], [true, true, false, true], 'two that are four together are still a group of fewer than five'],
  [[0, 4, 7], [false, true, true], 'nobody is hidden behind an empty cell'],
  [[3], [true], 'nothing is left to hide behind'],
])('%j: %s', (sizes, hidden) => {
  expect(hiddenCells(sizes, 5)).toEqual(hidden);
});
