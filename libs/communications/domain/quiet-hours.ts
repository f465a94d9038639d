/** Hours of the day, 0 to 23, in the person's zone: from 20 to 8 is the night. Equal: never quiet. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

/** Every zone and every change of the clock falls on a quarter. */
const QUARTER_MS = 900_000;
const QUARTERS_OF_A_DAY = 96;

/** When the quiet hours that hold now are over; undefined when none hold, or when the person's zone is not known. */
export const quietUntil = (
  hours: QuietHours | undefined,
  timeZone: string | undefined,
  now: Date,
): Date | undefined => {
  if (hours === undefined || timeZone === undefined) return undefined;
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' });
  const isQuiet = (time: Date): boolean => within(hours, Number(clock.format(time)));
  if (!isQuiet(now)) return undefined;
  const next = Math.floor(now.getTime() / QUARTER_MS) + 1;
  const quarters = Array.from({ length: QUARTERS_OF_A_DAY }, (_, n) => new Date((next + n) * QUARTER_MS));
  return quarters.find((time) => !isQuiet(time));
};

const within = ({ from, to }: QuietHours, hour: number): boolean =>
  from <= to ? hour >= from && hour < to : hour >= from || hour < to;
