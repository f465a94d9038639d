import { chanceInWords, leavingInWords, medianInWords, testInWords } from './curve-in-words.ts';

it('says that more than half are still in, and never "no median"', () => {
  expect(medianInWords({ median: null })).toBe('more than half are still in');
  expect(medianInWords({ median: 1 })).toBe('half were gone after 1 day');
});

it('says what counts as leaving', () => {
  expect(leavingInWords({ silence: 30 })).toBe('left, or silent for 30 days');
  expect(leavingInWords({ silence: 'off' })).toBe('left, and somebody told us');
});

it('never says that a tiny chance is none', () => {
  expect(chanceInWords(1e-62)).toBe('p < 0.001');
  expect(chanceInWords(0.0499)).toBe('p = 0.050');
  expect(chanceInWords(0.34)).toBe('p = 0.34');
});

it('tells a difference from none by the p itself, and says so only where there is a test', () => {
  const test = { chiSquared: 4, degreesOfFreedom: 1, groups: [], strata: 3 };
  expect(testInWords({ logRank: { ...test, p: 0.01 } }, undefined)).toContain('different speeds');
  expect(testInWords({ logRank: { ...test, p: 0.3 } }, 'course')).toContain('within each course (3 strata)');
  expect(testInWords({ logRank: { ...test, p: null } }, undefined)).toBeUndefined();
  expect(testInWords({ logRank: null }, undefined)).toBeUndefined();
});
