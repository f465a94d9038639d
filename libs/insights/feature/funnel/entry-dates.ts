import { type FunnelQuestion } from '@laurel/contracts';

const DAY_MS = 86_400_000;
/** Clocks are only ever set at the quarters of an hour (of UTC), so all moments between two have one offset. */
const QUARTER_MS = 900_000;

/** The first day of the day, week (Monday) or month in which a moment lies in a time zone, as an ISO date. */
export const entryDates = (
  interval: NonNullable<FunnelQuestion['interval']>,
  timeZone = 'UTC',
): ((moment: number) => string) => {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const known = new Map<number, string>();
  return (moment) => {
    const quarter = Math.floor(moment / QUARTER_MS);
    const found = known.get(quarter);
    if (found !== undefined) return found;
    const date = firstDay(format.format(quarter * QUARTER_MS), interval);
    known.set(quarter, date);
    return date;
  };
};

const firstDay = (date: string, interval: NonNullable<FunnelQuestion['interval']>): string => {
  switch (interval) {
    case 'day':
      return date;
    case 'week': {
      const day = Date.parse(date);
      const sinceMonday = (new Date(day).getUTCDay() + 6) % 7;
      return new Date(day - sinceMonday * DAY_MS).toISOString().slice(0, 10);
    }
    case 'month':
      return `${date.slice(0, 7)}-01`;
  }
};
