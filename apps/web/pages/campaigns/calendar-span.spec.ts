import { spanOf } from './calendar-span.ts';

const spring = { from: '2026-03-01T00:00:00Z', to: '2026-03-16T12:00:00Z' };

it('spans whole months, and says where a window and today stand in them', () => {
  const { ticks, today, of } = spanOf([spring], Date.parse('2026-03-16T12:00:00Z'));
  expect(ticks).toEqual([{ label: 'Mar 26', at: 0 }]);
  expect(today).toBe(0.5);
  expect(of(spring)).toEqual({ from: 0, to: 0.5 });
});

it('marks few months of many, over the turn of a year', () => {
  const { ticks } = spanOf([spring, { from: '2026-11-05T00:00:00Z', to: '2027-02-01T00:00:00Z' }], 0);
  expect(ticks.map(({ label }) => label)).toEqual(['Mar 26', 'May 26', 'Jul 26', 'Sep 26', 'Nov 26', 'Jan 27']);
});
