import { type AllCount, countedFacts } from '../facts/counted-facts.ts';

const lastSaid = (field: string): string => `
  argMaxIf(toUnixTimestamp64Milli(parseDateTime64BestEffortOrZero(JSONExtractString(data, '${field}'), 3, 'UTC')),
    (occurred_at, source, id), JSONExtractString(data, '${field}') != '') AS ${field},
  countIf(JSONExtractString(data, '${field}') != '') > 0 AS has_${field}`;

/**
 * What was last said about the dates of each run as known at `asOf`; a course that is no run begins for everybody when they
 * enrol, whatever it states. `startsAt`, `endsAt` in milliseconds, and whether it was.
 */
export const runDates = (allCount: AllCount): string => `(
SELECT course, run, ${lastSaid('startsAt')}, ${lastSaid('endsAt')}
FROM ${countedFacts({
  columns: ['course', 'run', 'source', 'id', 'occurred_at', 'data'],
  from: 'course_descriptions',
  where: "run != ''",
  allCount,
})}
GROUP BY course, run
)`;
