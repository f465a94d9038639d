import { type ReportDue, type Schedule, type Threshold, weekdays, type WorkingHours } from '@laurel/contracts';
import { nextOccurrence, occurrencesBetween, scheduleInWords } from './schedule.ts';
import { wallOf } from './zoned-time.ts';

/** When a subscription is due: by the clock, or by a figure. */
export type When =
  | { readonly by: 'schedule'; readonly schedule: Schedule }
  | { readonly by: 'threshold'; readonly threshold: Threshold };

export interface Subscription {
  readonly id: string;
  readonly savedQuestion: string;
  /** The learner who gets it. */
  readonly to: string;
  readonly when: When;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

export const whenInWords = (when: When): string => {
  switch (when.by) {
    case 'schedule':
      return scheduleInWords(when.schedule);
    case 'threshold': {
      const { figure, is, value, lookEveryMinutes, repeatAfterHours } = when.threshold;
      return `when ${figure} is ${is} ${value}; looked at every ${lookEveryMinutes} minutes, told at most once in ${repeatAfterHours} hours`;
    }
  }
};

/** When it is looked at for the first time. */
export const firstLook = (when: When, now: Date): Date =>
  when.by === 'schedule' ? nextOccurrence(when.schedule, now).at : now;

/** When it is looked at again after a look. */
export const nextLook = (when: When, now: Date): Date =>
  when.by === 'schedule'
    ? nextOccurrence(when.schedule, now).at
    : new Date(now.getTime() + when.threshold.lookEveryMinutes * MINUTE_MS);

type Due = Pick<ReportDue, 'firing' | 'asOf' | 'because' | 'alert' | 'passedOver'>;

/**
 * The report of a schedule that was to be looked at by `dueAt`: the latest that fell due by now, which stands for those
 * before it, for nobody wants the figures of three mornings at once.
 */
export const scheduledReport = (
  { id }: Pick<Subscription, 'id'>,
  schedule: Schedule,
  { dueAt, now }: { readonly dueAt: Date; readonly now: Date },
): Due | undefined => {
  const due = occurrencesBetween(schedule, new Date(dueAt.getTime() - 1), now);
  const last = due.at(-1);
  return (
    last && {
      firing: `report-${id}-${last.local}`,
      asOf: last.at.toISOString(),
      because: scheduleInWords(schedule),
      passedOver: due.length - 1,
    }
  );
};

/** The alert before, if there was one. */
export interface LastAlert {
  readonly number: number;
  readonly at: Date;
}

/** The alert that a figure gives rise to now; null is an undefined figure, and neither above nor below. */
export const alertReport = (
  { id }: Pick<Subscription, 'id'>,
  threshold: Threshold,
  { figure, last, now }: { readonly figure: number | null; readonly last: LastAlert | undefined; readonly now: Date },
): Due | undefined => {
  if (figure === null || !isBeyond(threshold, figure) || !mayTell(threshold, last, now)) return undefined;
  const alert = (last?.number ?? 0) + 1;
  return {
    firing: `report-${id}-alert-${alert}`,
    asOf: now.toISOString(),
    because: `${threshold.figure} is ${readable(figure)}, ${threshold.is} ${threshold.value}`,
    alert,
    passedOver: 0,
  };
};

/** For a sentence: the exact figure is in the answer. */
const readable = (figure: number): number => Number(figure.toPrecision(6));

const isBeyond = ({ is, value }: Threshold, figure: number): boolean =>
  is === 'above' ? figure > value : figure < value;

/** Whether it is worth looking: within the working hours, and long enough after the last alert. */
export const mayTell = (
  { workingHours, repeatAfterHours }: Threshold,
  last: LastAlert | undefined,
  now: Date,
): boolean =>
  (!last || now.getTime() - last.at.getTime() >= repeatAfterHours * HOUR_MS) &&
  (!workingHours || isWithin(workingHours, now));

const isWithin = ({ from, to, days, timeZone }: WorkingHours, now: Date): boolean => {
  const wall = wallOf(timeZone, now);
  const hour = Math.floor((wall % DAY_MS) / HOUR_MS);
  const weekday = weekdays[(Math.floor(wall / DAY_MS) + 3) % 7];
  return hour >= from && hour < to && weekday !== undefined && days.includes(weekday);
};

/** The number at a path such as steps.3.rateFromFirst; null where it is undefined, undefined where the path leads nowhere. */
export const figureAt = (answer: unknown, path: string): number | null | undefined => {
  let value: unknown = answer;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return typeof value === 'number' || value === null ? value : undefined;
};
