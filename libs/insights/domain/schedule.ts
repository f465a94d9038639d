import { type Schedule, weekdays } from '@laurel/contracts';
import { instantOf, wallOf, type WallMs } from './zoned-time.ts';

/** One time at which a report is due. */
export interface Occurrence {
  /** What the schedule calls it, 2026-03-29T02:30: one name for one report, whatever the clocks do. */
  readonly local: string;
  readonly at: Date;
}

const DAY_MS = 86_400_000;
/** Every schedule falls due within so many days. */
const LONGEST_PAUSE_DAYS = 64;

/** What falls due after one instant, and up to and with another. */
export const occurrencesBetween = (schedule: Schedule, after: Date, upTo: Date): readonly Occurrence[] => {
  const { timeZone } = schedule;
  // A day more on both sides: a time that never comes is told on another hour, seldom on another day.
  const first = dayOf(wallOf(timeZone, after)) - DAY_MS;
  const last = dayOf(wallOf(timeZone, upTo)) + DAY_MS;
  const days = Array.from({ length: (last - first) / DAY_MS + 1 }, (_, n) => first + n * DAY_MS);
  return days
    .filter((day) => fallsOn(schedule, day))
    .map((day) => occurrenceOn(schedule, day))
    .filter(({ at }) => at > after && at <= upTo);
};

/** The first that falls due after an instant. */
export const nextOccurrence = (schedule: Schedule, after: Date): Occurrence => {
  const first = dayOf(wallOf(schedule.timeZone, after)) - DAY_MS;
  for (let day = first; day <= first + LONGEST_PAUSE_DAYS * DAY_MS; day += DAY_MS) {
    const occurrence = fallsOn(schedule, day) ? occurrenceOn(schedule, day) : undefined;
    if (occurrence && occurrence.at > after) return occurrence;
  }
  throw new Error(`a schedule that does not return: ${scheduleInWords(schedule)}`);
};

/** The schedule as people say it. */
export const scheduleInWords = (schedule: Schedule): string => {
  const when = `at ${schedule.at} (${schedule.timeZone})`;
  switch (schedule.every) {
    case 'day':
      return `every ${schedule.workingDaysOnly ? 'working day' : 'day'} ${when}`;
    case 'week':
      return `every ${capitalised(schedule.on)} ${when}`;
    case 'month':
      return `every month on day ${schedule.day}${schedule.workingDaysOnly ? ', or the next working day,' : ''} ${when}`;
  }
};

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const occurrenceOn = ({ at, timeZone }: Schedule, day: WallMs): Occurrence => {
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  const wall = day + (hours * 60 + minutes) * 60_000;
  return { local: new Date(wall).toISOString().slice(0, 16), at: instantOf(timeZone, wall) };
};

const dayOf = (wall: WallMs): WallMs => Math.floor(wall / DAY_MS) * DAY_MS;

/** The epoch was a Thursday. */
const weekdayOf = (day: WallMs): number => (((day / DAY_MS + 3) % 7) + 7) % 7;
const SATURDAY = 5;
const isWorkingDay = (day: WallMs): boolean => weekdayOf(day) < SATURDAY;

const fallsOn = (schedule: Schedule, day: WallMs): boolean => {
  switch (schedule.every) {
    case 'day':
      return !schedule.workingDaysOnly || isWorkingDay(day);
    case 'week':
      return weekdays[weekdayOf(day)] === schedule.on;
    case 'month':
      return schedule.workingDaysOnly ? fallsOnWorkingDay(schedule.day, day) : isDayOfMonth(schedule.day, day);
  }
};

const isDayOfMonth = (wanted: number, day: WallMs): boolean => {
  const date = new Date(day);
  const lastOfMonth = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return date.getUTCDate() === Math.min(wanted, lastOfMonth);
};

/** Itself a working day, or the Monday behind a weekend that it falls on. */
const fallsOnWorkingDay = (wanted: number, day: WallMs): boolean => {
  if (!isWorkingDay(day)) return false;
  const standsFor = weekdayOf(day) === 0 ? [day, day - DAY_MS, day - 2 * DAY_MS] : [day];
  return standsFor.some((one) => isDayOfMonth(wanted, one));
};
