import { type CalendarSpan } from '@laurel/contracts';

const DAY_MS = 86_400_000;

/** By the calendar in UTC: a month after January 31 is the last day of February. */
export const after = (at: Date, span: CalendarSpan): Date => {
  if ('days' in span) return new Date(at.getTime() + span.days * DAY_MS);
  const month = at.getUTCMonth() + span.months;
  const last = new Date(Date.UTC(at.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const moved = new Date(at);
  moved.setUTCFullYear(at.getUTCFullYear(), month, Math.min(at.getUTCDate(), last));
  return moved;
};

export const daysBefore = (at: Date, days: number): Date => new Date(at.getTime() - days * DAY_MS);
