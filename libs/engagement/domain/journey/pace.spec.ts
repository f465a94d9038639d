import { Pace, type PaceLimits } from './pace.ts';
import { type Turn } from './walk.ts';

const HOUR = 3_600_000;
const NOON = Date.parse('2026-03-02T12:00:00Z');
const fresh = { thisHour: 0, reserved: new Map<number, number>() };
const paceAt = (limits: Partial<PaceLimits>, soFar = fresh, now = NOON + 5 * 60_000) =>
  new Pace({ perHour: undefined, left: undefined, ...limits }, soFar, new Date(now));
const hours = (turn: Turn): number | string =>
  typeof turn === 'string' ? turn : (turn.waitUntil.getTime() - NOON) / HOUR;

it('lets so many go in an hour, and spreads the others over the next', () => {
  const pace = paceAt({ perHour: 2 });
  const turns = Array.from({ length: 7 }, () => hours(pace.turn(undefined)));
  expect(turns).toEqual(['now', 'now', 1, 1.5, 2, 2.5, 3]);
});

it('knows what fell due in this hour before', () => {
  expect(hours(paceAt({ perHour: 2 }, { ...fresh, thisHour: 2 }).turn(undefined))).toBe(1);
});

it('keeps the places of those who wait: who comes later does not take them', () => {
  const soFar = { thisHour: 0, reserved: new Map([[NOON, 2]]) };
  const pace = paceAt({ perHour: 2 }, soFar);
  expect(hours(pace.turn(undefined))).toBe(1);
  expect(hours(pace.turn(new Date(NOON)))).toBe('now');
  expect(hours(pace.turn(new Date(NOON + HOUR / 2)))).toBe('now');
  expect(hours(pace.turn(undefined))).toBe(1.5);
});

it('never lets more go in an hour than it may, when the turns of several hours were missed', () => {
  const pace = paceAt({ perHour: 2 }, { thisHour: 0, reserved: new Map([[NOON - 5 * HOUR, 4]]) });
  const missed = new Date(NOON - 5 * HOUR);
  expect(Array.from({ length: 4 }, () => hours(pace.turn(missed)))).toEqual(['now', 'now', 1, 1.5]);
});

it('stops for good when the budget is used up', () => {
  const pace = paceAt({ left: 1 });
  expect([pace.turn(undefined), pace.turn(undefined)]).toEqual(['now', 'never']);
});

it('has no limit where none is set', () => {
  const pace = paceAt({});
  expect(new Set(Array.from({ length: 1000 }, () => pace.turn(undefined)))).toEqual(new Set(['now']));
});
