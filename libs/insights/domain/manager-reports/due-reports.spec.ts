import { dueIn } from './due-reports.ts';

const monday = { on: 'monday', at: '08:00' } as const;
const due = (timeZone: string, now: string, setAt = '2020-01-01T00:00:00Z') => {
  const found = dueIn(timeZone, monday, { setAt: new Date(setAt), now: new Date(now) });
  return found && [found.local, found.at.toISOString()];
};

it('falls due by the clocks of the zone, across clock changes', () => {
  expect(due('Europe/Vienna', '2026-03-23T06:59:59Z')).toBeUndefined();
  expect(due('Europe/Vienna', '2026-03-23T07:00:00Z')).toEqual(['2026-03-23T08:00', '2026-03-23T07:00:00.000Z']);
  expect(due('Europe/Vienna', '2026-03-30T06:00:00Z')).toEqual(['2026-03-30T08:00', '2026-03-30T06:00:00.000Z']);
  expect(due('America/Los_Angeles', '2026-03-30T15:00:00Z')?.[1]).toBe('2026-03-30T15:00:00.000Z');
  expect(due('Pacific/Kiritimati', '2026-03-29T18:00:00Z')).toEqual(['2026-03-30T08:00', '2026-03-29T18:00:00.000Z']);
});

it('is caught up within two days, and then left out', () => {
  expect(due('UTC', '2026-04-01T07:59:59Z')?.[0]).toBe('2026-03-30T08:00');
  expect(due('UTC', '2026-04-01T08:00:00Z')).toBeUndefined();
});

it('is not for weeks before somebody said so', () =>
  expect(due('UTC', '2026-03-30T09:00:00Z', '2026-03-30T08:30:00Z')).toBeUndefined());
