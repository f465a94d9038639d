import { instantOf, wallOf } from './zoned-time.ts';

const wall = (local: string): number => Date.parse(`${local}Z`);

it.each([
  ['UTC', '2026-03-02T08:30', '2026-03-02T08:30:00.000Z'],
  ['Europe/Vienna', '2026-01-15T08:30', '2026-01-15T07:30:00.000Z'],
  ['Europe/Vienna', '2026-07-15T08:30', '2026-07-15T06:30:00.000Z'],
  ['Asia/Kathmandu', '2026-07-15T08:30', '2026-07-15T02:45:00.000Z'],
  ['Pacific/Kiritimati', '2026-07-15T08:30', '2026-07-14T18:30:00.000Z'],
  // Set forward at two: half past two never comes, and is told at half past three.
  ['Europe/Vienna', '2026-03-29T02:30', '2026-03-29T01:30:00.000Z'],
  ['Europe/Vienna', '2026-03-29T03:00', '2026-03-29T01:00:00.000Z'],
  // Set back at three: half past two comes twice, and is told the first time.
  ['Europe/Vienna', '2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
  ['America/New_York', '2026-03-08T02:30', '2026-03-08T07:30:00.000Z'],
  ['America/New_York', '2026-11-01T01:30', '2026-11-01T05:30:00.000Z'],
  // By half an hour only.
  ['Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:45:00.000Z'],
  ['Australia/Lord_Howe', '2026-04-05T01:45', '2026-04-04T14:45:00.000Z'],
  // At midnight: the day has no 00:15.
  ['Africa/Cairo', '2026-04-24T00:15', '2026-04-23T22:15:00.000Z'],
])('in %s %s is %s', (zone, local, instant) => {
  expect(instantOf(zone, wall(local)).toISOString()).toBe(instant);
});

it('is what the clock of the zone shows, before and behind 1970 and at the end of a day', () => {
  expect(wallOf('Europe/Vienna', new Date('2026-01-01T22:59:59.999Z'))).toBe(wall('2026-01-01T23:59:59'));
  expect(wallOf('America/New_York', new Date('1969-12-31T23:59:59.500Z'))).toBe(wall('1969-12-31T18:59:59'));
});
