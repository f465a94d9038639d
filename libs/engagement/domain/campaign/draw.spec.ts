import { armOf, drawn, isHeldOut, murmur3 } from './draw.ts';

const SALT = 'the-fixed-salt';
const LEARNERS = 100_000;
const learners = Array.from({ length: LEARNERS }, (_, n) => `learner-${n}`);

it.each([
  ['', 0],
  ['a', 0x3c2569b2],
  ['test', 0xba6bd213],
  ['Hello, world!', 0xc0363e43],
  ['The quick brown fox jumps over the lazy dog', 0x2e4ff723],
])('hashes %j as MurmurHash3 does', (text, hash) => expect(murmur3(text)).toBe(hash));

/** Pearson's chi-squared of observed counts against expected shares. */
const chiSquared = (observed: readonly number[], shares: readonly number[]): number => {
  const total = observed.reduce((sum, one) => sum + one, 0);
  return observed.reduce((sum, one, n) => sum + (one - total * shares[n]!) ** 2 / (total * shares[n]!), 0);
};

it('holds out the share that was asked for, of 100,000', () => {
  const held = learners.filter((learner) => isHeldOut(SALT, 0.1, learner)).length;
  expect(chiSquared([held, learners.length - held], [0.1, 0.9])).toBeLessThan(10.83); // p = 0.001 at 1 degree of freedom
});

it('draws evenly over ten tenths, and a salt draws others than another', () => {
  for (const salt of [SALT, 'another']) {
    const tenths = Array.from({ length: 10 }, () => 0);
    for (const learner of learners) tenths[Math.floor(drawn(salt, 'holdout', learner) * 10)]! += 1;
    expect(
      chiSquared(
        tenths,
        Array.from({ length: 10 }, () => 0.1),
      ),
    ).toBeLessThan(27.88); // p = 0.001 at 9
  }
  const both = learners.filter((one) => isHeldOut(SALT, 0.1, one) && isHeldOut('another', 0.1, one)).length;
  expect(chiSquared([both, learners.length - both], [0.01, 0.99])).toBeLessThan(10.83);
});

it('draws the holdout and the arms of a split independently', () => {
  const table = [0, 0, 0, 0];
  for (const one of learners)
    table[(isHeldOut(SALT, 0.5, one) ? 2 : 0) + (drawn(SALT, 'split/tone', one) < 0.5 ? 1 : 0)]! += 1;
  expect(chiSquared(table, [0.25, 0.25, 0.25, 0.25])).toBeLessThan(16.27); // p = 0.001 at 3
});

it('keeps those who are held out when more are', () => {
  const few = learners.filter((learner) => isHeldOut(SALT, 0.1, learner));
  expect(few.every((learner) => isHeldOut(SALT, 0.3, learner))).toBe(true);
});

it('divides by shares, and leaves nobody between them', () => {
  const arms = [{ share: 0.2 }, { share: 0.3 }, { share: 0.5 }];
  expect([0, 0.19, 0.2, 0.49, 0.5, 0.999_999_999].map((number) => arms.indexOf(armOf(arms, number)!))).toEqual([
    0, 0, 1, 1, 2, 2,
  ]);
  expect(armOf([{ share: 0.1 }, { share: 0.2 }], 0.999)).toEqual({ share: 0.2 });
});
