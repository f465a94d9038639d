import { type AllCount, countedFacts, type FactColumn } from '../facts/counted-facts.ts';

/** Milliseconds at which a fact counts within its enrolment; an Enrolled whose time is not known is the earliest. */
const AT = `if(type = 'learning.Enrolled' AND position(data, '"timeKnown":false') > 0 AND JSONExtractRaw(data, 'timeKnown') = 'false', -1, toUnixTimestamp64Milli(occurred_at))`;

/** What was last said about each course as known at `asOf`: `repeats`, `lapse_days` (0 where none was stated). */
export const courseSettings = (allCount: AllCount = false): string => `(
SELECT course,
  argMaxIf(JSONExtractBool(data, 'repeats'), (occurred_at, source, id), JSONHas(data, 'repeats')) AS repeats,
  argMaxIf(JSONExtractFloat(data, 'lapseAfter', 'days'), (occurred_at, source, id), JSONHas(data, 'lapseAfter')) AS lapse_days
FROM ${countedFacts({ columns: ['course', 'source', 'id', 'occurred_at', 'data'], from: 'course_descriptions', allCount })}
GROUP BY course
)`;

/** Tuples here are (at, run, registration); a fact that states no run or registration fits every one. */
const sameKey = (one: string, other: string): string => `${one}.2 = ${other}.2 AND ${one}.3 = ${other}.3`;
const fits = (fact: string, opening: string): string =>
  `(${fact}.2 = '' OR ${fact}.2 = ${opening}.2) AND (${fact}.3 = '' OR ${fact}.3 = ${opening}.3)`;

/**
 * An Enrolled opens an enrolment when it is the first of its key, or, where the course repeats, when a completion came
 * since the one before.
 */
const OPENS = `
  NOT arrayExists(earlier -> ${sameKey('earlier', 'one')} AND earlier.1 < one.1, told)
  OR arrayExists(done -> done.1 < one.1 AND ${fits('done', 'one')}
    AND NOT arrayExists(between -> ${sameKey('between', 'one')} AND done.1 < between.1 AND between.1 < one.1, told), completed)`;

/**
 * Per course and learner the enrolments in the order they opened: (opened at, run, registration, round from 1). A select
 * for each step: the engine copies what an alias stands for into every place that names it.
 */
export const openingsOf = (allCount: AllCount, among: string): string => `(
SELECT course, learner, arraySort(arrayMap(one -> (one.1, one.2, one.3,
  toUInt32(arrayCount(other -> ${sameKey('other', 'one')} AND other.1 <= one.1, opened))), opened)) AS openings
FROM (
  SELECT course, learner, if(length(told) = 1, told, arrayFilter(one -> ${OPENS}, told)) AS opened
  FROM (
    SELECT course, learner,
      groupUniqArrayIf((at, run, registration), type = 'learning.Enrolled') AS told,
      groupUniqArrayIf((at, run, registration), type = 'learning.CourseCompleted') AS completed
    FROM (
      SELECT course, learner, run, registration, type, ${AT} AS at
      FROM ${countedFacts({
        columns: ['course', 'learner', 'run', 'registration', 'type', 'occurred_at', 'data'],
        where: `type IN ('learning.Enrolled', 'learning.CourseCompleted') AND ${among}`,
        allCount,
      })}
      WHERE type = 'learning.Enrolled' OR course IN (SELECT course FROM ${courseSettings(allCount)} WHERE repeats)
    )
    GROUP BY course, learner
    HAVING notEmpty(told)
  )
)
)`;

const OF_KEY = 'arrayFilter(one -> one.2 = run AND one.3 = registration, openings)';
const FITTING = `
  if(notEmpty(of_key) AND (run != '' OR registration != '' OR type = 'learning.Enrolled'), of_key,
    arrayFilter(one -> ${fits('(0, run, registration)', 'one')}, openings))`;

/** What facts of enrolments have beside their own columns. */
export const ENROLMENT_KEY = [
  'course',
  'learner',
  'enrolment_run',
  'enrolment_registration',
  'enrolment_round',
] as const;

/**
 * The counted facts with the enrolment that each belongs to (learner x course x run x registration x round) and `at`, the
 * milliseconds at which they count. A fact belongs to the latest enrolment opened by then among those its stated run and
 * registration fit; a key that it states whole wins, and takes the fact even when it opened later. Round 0: it belongs to
 * none. Derived from the whole history, so order of arrival changes nothing. `among` may choose by course and learner whose
 * enrolments have to be known.
 */
export const enrolmentFacts = (
  columns: readonly FactColumn[],
  where = '1',
  allCount: AllCount = false,
  among = '1',
): string => factsOfOpened(columns, { where, allCount, openings: openingsOf(allCount, among) });

/** The same where the enrolments that were opened are known: SQL with the columns of `openingsOf`. */
export const factsOfOpened = (
  columns: readonly FactColumn[],
  { where, allCount, openings }: { readonly where: string; readonly allCount: AllCount; readonly openings: string },
): string => `(
SELECT ${columns.join(', ')}, at,
  enrolment.2 AS enrolment_run, enrolment.3 AS enrolment_registration, enrolment.4 AS enrolment_round
FROM (
  SELECT *, if(latest.4 = 0 AND notEmpty(of_key), of_key[1], latest) AS enrolment FROM (
    SELECT *, arrayLast(one -> one.1 <= at, fitting) AS latest FROM (
      SELECT *, ${FITTING} AS fitting FROM (
        SELECT fact.*, openings.openings AS openings, ${OF_KEY} AS of_key
        FROM (SELECT *, ${AT} AS at FROM ${countedFacts({ columns: needed(columns), where, allCount })}) AS fact
        LEFT JOIN ${openings} AS openings ON fact.course = openings.course AND fact.learner = openings.learner
      )
    )
  )
)
)`;

/**
 * The same for learners whose facts state their enrolment themselves (see `tangledLearners`): nothing has to be looked up,
 * and what is not of an enrolment is only what is of somebody who never enrolled.
 */
export const plainEnrolmentFacts = (columns: readonly FactColumn[], where: string, allCount: AllCount): string => `(
SELECT ${columns.join(', ')}, ${AT} AS at,
  run AS enrolment_run, registration AS enrolment_registration, toUInt32(1) AS enrolment_round
FROM ${countedFacts({ columns: needed(columns), where, allCount })}
)`;

const needed = (columns: readonly FactColumn[]): readonly FactColumn[] => [
  ...new Set<FactColumn>([...columns, 'course', 'learner', 'run', 'registration', 'type', 'occurred_at', 'data']),
];
