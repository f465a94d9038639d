import { type ManagerReportSettings } from '@laurel/contracts';
import { type Occurrence, occurrencesBetween } from '../schedule.ts';

const HOUR_MS = 3_600_000;
/** A server that was away for longer leaves the week out: nobody wants Monday's figures on Thursday. */
export const LATEST_MS = 48 * HOUR_MS;

/** The report of a week that fell due in a zone, and has not become stale; undefined: none. */
export const dueIn = (
  timeZone: string,
  { on, at }: Pick<ManagerReportSettings, 'on' | 'at'>,
  { setAt, now }: { readonly setAt: Date; readonly now: Date },
): Occurrence | undefined => {
  const after = new Date(Math.max(now.getTime() - LATEST_MS, setAt.getTime()));
  return occurrencesBetween({ every: 'week', on, at, timeZone }, after, now).at(-1);
};
