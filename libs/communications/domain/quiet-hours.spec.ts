import { quietUntil } from './quiet-hours.ts';

const night = { from: 20, to: 8 };

it.each([
  ['Europe/Vienna', '2026-01-10T12:00:00Z', undefined],
  ['Europe/Vienna', '2026-01-10T19:00:00Z', '2026-01-11T07:00:00.000Z'],
  ['Europe/Vienna', '2026-01-11T06:59:59Z', '2026-01-11T07:00:00.000Z'],
  ['Asia/Kathmandu', '2026-01-10T20:00:00Z', '2026-01-11T02:15:00.000Z'], // a zone of quarters
  ['Europe/Vienna', '2026-03-28T23:00:00Z', '2026-03-29T06:00:00.000Z'], // the night that loses an hour
  ['America/New_York', '2026-11-01T03:00:00Z', '2026-11-01T13:00:00.000Z'], // the night that gains one
  [undefined, '2026-01-10T23:00:00Z', undefined],
])('in %s at %s: %s', (zone, now, until) => {
  expect(quietUntil(night, zone, new Date(now))?.toISOString()).toBe(until);
});

it('knows hours within a day, and none', () => {
  expect(quietUntil({ from: 12, to: 13 }, 'UTC', new Date('2026-01-10T12:30:00Z'))?.getUTCHours()).toBe(13);
  expect(quietUntil({ from: 8, to: 8 }, 'UTC', new Date('2026-01-10T08:30:00Z'))).toBeUndefined();
});
