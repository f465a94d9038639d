import { toldInWords } from './told-in-words.ts';

it('says what an event says, and nothing it does not', () => {
  expect(
    toldInWords({ course: 'consulting', assessment: 'case', attempt: 2, score: { raw: 17, max: 20 }, passed: false }),
  ).toBe('case · attempt 2 · 17 of 20 points · not passed');
  expect(toldInWords({ share: 0.5, module: 'm2' })).toBe('module m2 · 50% done');
  expect(toldInWords({ result: { score: 1 }, score: { scaled: 0.4 } })).toBe('');
});
