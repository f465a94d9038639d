import { type Random } from './random.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The fourteen months, in milliseconds since 1970. Everything is counted back from the end, so the story is always recent. */
export interface Calendar {
  readonly end: number;
  /** The course opens. */
  readonly opening: number;
  /** The certification is introduced, and advertised in-house from this day on. */
  readonly certification: number;
  /** The first wave of teams is invited to it; the others follow every two weeks. A Tuesday: it is a working day nearly everywhere. */
  readonly firstWave: number;
  /** What the personnel system knew before the story. */
  readonly longBefore: number;
}

export const calendarUntil = (end: Date): Calendar => {
  const certification = end.getTime() - 182 * DAY;
  return {
    end: end.getTime(),
    opening: end.getTime() - 425 * DAY,
    certification,
    firstWave: tuesdayFrom(certification + 6 * DAY) + AFTERNOON,
    longBefore: end.getTime() - 900 * DAY,
  };
};

/** By UTC: the hour in which it is day for most of the twelve countries. */
const AFTERNOON = 14 * HOUR;

const tuesdayFrom = (day: number): number => {
  const midnight = Math.ceil(day / DAY) * DAY;
  return midnight + ((9 - new Date(midnight).getUTCDay()) % 7) * DAY;
};

/** A moment of that day, or of the Monday after it, when somebody at this distance from UTC would be learning. */
export const workingMoment = (day: number, utcOffsetHours: number, random: Random): number => {
  const midnight = Math.floor(day / DAY) * DAY;
  const weekday = new Date(midnight).getUTCDay();
  const shift = weekday === 6 ? 2 : weekday === 0 ? 1 : 0;
  // Most learn at work; some in the evening, in the client's hotel.
  const local = random.chance(0.85) ? random.between(8.5, 17.5) : random.between(19, 22.5);
  return Math.round((midnight + shift * DAY + (local - utcOffsetHours) * HOUR) / 1000) * 1000;
};
