import fc from 'fast-check';
import { backTest, type Watched } from './back-test.ts';

const watched = (firstLook: number, lastLook: number, more: Partial<Watched> = {}): Watched => ({
  ...{ firstLook, lastLook, outcome: 'stayed', flaggedAt: null, leadTime: null },
  ...more,
});
const left = (at: number, flaggedAt: number | null = null): Watched =>
  watched(0, Math.ceil(at) - 1, { outcome: 'left', flaggedAt, leadTime: flaggedAt && at - flaggedAt });

it('works out by hand', () => {
  // Looks 0 to 9. Two of the three flagged left; of four who left, two were missed; one is still open.
  const all = [
    left(4, 1),
    left(9, 2),
    left(3),
    left(6.5),
    watched(0, 9, { flaggedAt: 5 }),
    watched(0, 9),
    watched(0, 9, { outcome: 'open', flaggedAt: 3 }),
  ];
  expect(backTest(all)).toEqual({
    ...{ watched: 7, left: 4, stayed: 2, open: 1, flagged: 4, flaggedOpen: 1 },
    precision: { successes: 2, total: 3 },
    recall: { successes: 2, total: 4 },
    baseRate: { successes: 4, total: 6 },
    // Look 1: 4 of 6 in will leave. Look 2: the same. Look 5: of the 4 still in, those at 9 and 6.5.
    hitsAtRandom: 4 / 6 + 4 / 6 + 2 / 4,
    leadTime: { lower: 4, median: 5, upper: 6 }, // of 3 and 7 days
  });
});

it('says nothing about nobody', () => {
  expect(backTest([])).toMatchObject({ precision: { total: 0 }, hitsAtRandom: 0, leadTime: null });
});

const any: fc.Arbitrary<Watched> = fc
  .record({
    first: fc.integer({ min: 0, max: 20 }),
    stay: fc.integer({ min: 0, max: 20 }),
    outcome: fc.constantFrom('left' as const, 'stayed' as const, 'open' as const),
    flag: fc.option(fc.integer({ min: 0, max: 20 }), { nil: null }),
  })
  .map(({ first, stay, outcome, flag }) => ({
    ...{ firstLook: first, lastLook: first + stay, outcome },
    flaggedAt: flag === null ? null : first + Math.min(flag, stay),
    leadTime: outcome === 'left' && flag !== null ? 1 : null,
  }));

it('draws the lot day by day: equal to counting those in on each day', () => {
  fc.assert(
    fc.property(fc.array(any, { maxLength: 30 }), (all) => {
      const decided = all.filter(({ outcome }) => outcome !== 'open');
      let expected = 0;
      for (let look = 0; look <= 41; look++) {
        const here = decided.filter(({ firstLook, lastLook }) => firstLook <= look && look <= lastLook);
        const flags = decided.filter(({ flaggedAt }) => flaggedAt === look).length;
        if (flags > 0) expected += (flags * here.filter(({ outcome }) => outcome === 'left').length) / here.length;
      }
      expect(backTest(all).hitsAtRandom).toBeCloseTo(expected, 10);
    }),
  );
});

it('is worth as much as the lot where it flags everybody at the first look', () => {
  fc.assert(
    fc.property(fc.array(any, { minLength: 1, maxLength: 30 }), (all) => {
      const everybody = all.map((one) => ({ ...one, firstLook: 0, flaggedAt: 0 }));
      const { precision, hitsAtRandom, baseRate } = backTest(everybody);
      expect(precision).toEqual(baseRate);
      expect(hitsAtRandom).toBeCloseTo(precision.successes, 10);
    }),
  );
});
