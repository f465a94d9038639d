import { localTime, whenClockShows } from './local-clock.ts';

/** Hours of the day, 0 to 23, in the person's zone: from 20 to 8 is the night. Equal: never quiet. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

/** When the quiet hours that hold now are over; undefined when none hold, or when the person's zone is not known. */
export const quietUntil = (
  hours: QuietHours | undefined,
  timeZone: string | undefined,
  now: Date,
): Date | undefined => {
  if (hours === undefined || timeZone === undefined) return undefined;
  if (!within(hours, localTime(timeZone, now).minute)) return undefined;
  const over = whenClockShows(timeZone, { time: now, minute: hours.to * 60 }, ({ minute }) => !within(hours, minute));
  if (!over) throw new Error(`the quiet hours from ${hours.from} to ${hours.to} do not end in ${timeZone}`);
  return over;
};

const within = ({ from, to }: QuietHours, minute: number): boolean => {
  const hour = minute / 60;
  return from <= to ? hour >= from && hour < to : hour >= from || hour < to;
};
