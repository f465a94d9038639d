import { entryDates } from './entry-dates.ts';

const at = (iso: string): number => Date.parse(iso);

it('puts a moment into the day, week and month of a time zone', () => {
  expect(entryDates('day')(at('2026-03-01T23:59:59.999Z'))).toBe('2026-03-01');
  expect(entryDates('day', 'Asia/Tokyo')(at('2026-03-01T15:00:00Z'))).toBe('2026-03-02');
  expect(entryDates('day', 'America/New_York')(at('2026-03-01T04:59:59Z'))).toBe('2026-02-28');
  expect(entryDates('week')(at('2026-03-01T12:00:00Z'))).toBe('2026-02-23'); // a Sunday
  expect(entryDates('week')(at('2026-03-02T00:00:00Z'))).toBe('2026-03-02');
  expect(entryDates('month', 'Asia/Kathmandu')(at('2026-02-28T18:15:00Z'))).toBe('2026-03-01');
});

it('knows when clocks are set', () => {
  const dateOf = entryDates('day', 'Europe/Rome');
  // From 29 March 2026, 01:00 UTC, on, midnight comes an hour earlier.
  expect(
    ['2026-03-28T22:59:59Z', '2026-03-28T23:00:00Z', '2026-03-29T21:59:59Z', '2026-03-29T22:00:00Z'].map((iso) =>
      dateOf(at(iso)),
    ),
  ).toEqual(['2026-03-28', '2026-03-29', '2026-03-29', '2026-03-30']);
});
