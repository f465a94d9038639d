import { type QueryLimits, type Warehouse } from '@laurel/insights-read-model';
import { Parameters } from '../conditions.ts';
import { type EnrolmentsQuery, statesOfEnrolments } from '../enrolments/enrolments.query.ts';

export interface RetentionQuery extends EnrolmentsQuery {
  readonly weeks: number;
  /** Milliseconds; entries are at or after `from` and before `to`. */
  readonly from: number;
  readonly to: number;
}

/** The enrolments that began in one week; `opened` is -1 in the row of those whose time is not known. */
export interface EntryWeek {
  readonly monday: string;
  readonly is_known: 0 | 1;
  readonly entered: string;
  /** By week after the entry. */
  readonly active: readonly string[];
}

export const WEEK_MS = 7 * 86_400_000;

export const entryWeeks = (warehouse: Warehouse, query: RetentionQuery, limits: QueryLimits) => {
  const parameters = new Parameters(query.asOf);
  const sql = `
SELECT is_known, monday, count() AS entered,
  sumForEach(arrayMap(week -> toUInt64(arrayExists(
    at -> at >= opened + week * ${WEEK_MS} AND at < opened + (week + 1) * ${WEEK_MS}, active_at)), range(${query.weeks}))) AS active
FROM ${entered(query, parameters)}
GROUP BY is_known, monday
ORDER BY is_known, monday`;
  return warehouse.rows<EntryWeek>(sql, parameters.all, limits);
};

/** The states of those who entered in the time asked for, with the `monday` of their entry where that `is_known`. */
export const entered = (query: RetentionQuery, parameters: Parameters): string => {
  const bounds = [
    ...(Number.isFinite(query.from) ? [`opened >= ${parameters.add(query.from, 'Int64')}`] : []),
    ...(Number.isFinite(query.to) ? [`opened < ${parameters.add(query.to, 'Int64')}`] : []),
  ];
  // The times of activity are read only where they are asked for.
  return `(
SELECT *, opened >= 0 AS is_known, if(is_known, toMonday(fromUnixTimestamp64Milli(opened, 'UTC')), toDate(0)) AS monday
FROM ${statesOfEnrolments({ ...query, everySign: true }, parameters)}
WHERE ${['1', ...bounds].join(' AND ')}
)`;
};
