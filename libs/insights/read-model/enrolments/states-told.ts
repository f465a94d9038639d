import { excludedVersions } from '../facts/counted-facts.ts';
import { type QueryLimits, type QueryParams, type Warehouse } from '../warehouse.port.ts';
import { courseSettings, ENROLMENT_KEY, enrolmentFacts } from './enrolment-facts.ts';
import { RARITIES } from './shape-of-facts.ts';
import { TELLS_STATE, TOLD, toldOfEnrolments } from './told-of-enrolments.ts';
import { toldResults } from './told-results.ts';

/** What a question about the states of enrolments may leave out, because nothing of the kind was told. */
export interface ShapeOfEnrolments {
  /** No conflict and no void is known: every fact counts. */
  readonly allCount: boolean;
  /** Some course states a lapse period. */
  readonly lapses: boolean;
  /** Some learner's enrolments cannot be read from the read models as they stand. */
  readonly apart: boolean;
  /** Somebody did something in a course and never enrolled. */
  readonly strangers: boolean;
}

/** One look before a question, so that the rare is paid for only where it is. `ofWhom` is SQL over course and learner. */
export const shapeOfEnrolments = async (
  warehouse: Warehouse,
  params: QueryParams,
  limits: QueryLimits,
  ofWhom: string,
): Promise<ShapeOfEnrolments> => {
  const [known] = await warehouse.rows<{ excluded: string; lapses: string }>(RARITIES, params, limits);
  const allCount = known?.excluded === '0';
  const among = `SELECT countIf(apart) AS apart, countIf(NOT enrolled) AS strangers FROM ${learners(ofWhom, allCount)}`;
  const [one] = await warehouse.rows<{ apart: string; strangers: string }>(among, params, limits);
  // Whose facts do not all count is looked up only where it matters.
  const apart = !allCount || one?.apart !== '0';
  return { allCount, lapses: known?.lapses !== '0', apart, strangers: one?.strangers !== '0' };
};

const OPENS = '(notEmpty(enrolled_dated) OR notEmpty(enrolled_undated))';

/**
 * Per course and learner: whether they ever enrolled, and whether they stand apart. For those the read models do not say
 * what counts at asOf: something happened or was told later, or their facts must be held against each other to know the
 * enrolment of each, as some state a key that no Enrolled stated, or none beside enrolments that do, or the course repeats
 * and an Enrolled came after a completion. Everybody else's row is one enrolment.
 */
const learners = (ofWhom: string, allCount: boolean): string => `(
SELECT course, learner, max(opens) AS enrolled, enrolled AND (
    max(known_by) > {asOf:Int64} OR NOT min(opens) OR (count() > 1 AND max(keyless))
    OR (min(first_completion) < max(last_enrolled) AND course IN (SELECT course FROM ${courseSettings(allCount)} WHERE repeats))
  ) AS apart
FROM (
  SELECT course, learner, run = '' AND registration = '' AS keyless, known_by, first_completion,
    arrayMax(arrayConcat([-1], enrolled_dated)) AS last_enrolled, ${OPENS} AS opens
  FROM enrolments FINAL
  WHERE ${ofWhom}
)
GROUP BY course, learner
)`;

/** Apart are also those of whom some version was told that does not count. */
const isApart = (ofWhom: string, allCount: boolean): string => {
  const doubtful = `SELECT course, learner FROM ${learners(ofWhom, allCount)} WHERE apart`;
  const excluded = `SELECT course, learner FROM facts WHERE ${ofWhom} AND ${TELLS_STATE} AND content_hash IN (${excludedVersions})`;
  return `(course, learner) IN (${allCount ? doubtful : `${doubtful} UNION ALL ${excluded}`})`;
};

/** As the facts state it, for who does not stand apart. */
const STATED_KEY =
  'course, learner, run AS enrolment_run, registration AS enrolment_registration, toUInt32(1) AS enrolment_round';
const FACT_COLUMNS = ['course', 'learner', 'source', 'id', 'type', 'occurred_at', 'recorded_at', 'data'] as const;

/** The facts of those apart with the enrolment of each. */
const factsApart = (ofWhom: string, apart: string, allCount: boolean): string =>
  `${enrolmentFacts(FACT_COLUMNS, `${ofWhom} AND ${TELLS_STATE} AND ${apart}`, allCount, apart)} WHERE enrolment_round > 0`;

/** One row per enrolment as known at asOf, with all that was told of its state (see `toldOfEnrolments`). */
export const statesTold = (ofWhom: string, shape: ShapeOfEnrolments): string => {
  const stated = `SELECT ${STATED_KEY}, ${TOLD.join(', ')} FROM enrolments FINAL WHERE ${ofWhom} AND ${OPENS}`;
  if (!shape.apart) return `(${stated})`;
  const apart = isApart(ofWhom, shape.allCount);
  return `(
${stated} AND NOT ${apart}
UNION ALL
SELECT ${ENROLMENT_KEY.join(', ')}, ${TOLD.join(', ')}
FROM (${toldOfEnrolments(ENROLMENT_KEY, factsApart(ofWhom, apart, shape.allCount))})
)`;
};

const RESULT = 'latest.4 AS scored, latest.5 AS scaled, latest.6 AS passed';

/**
 * One row per enrolment, assessment and attempt as known at asOf, with what was told last: whether it was `scored`, the
 * `scaled` score (0 where it was not), whether it was `passed`.
 */
export const resultsTold = (ofWhom: string, shape: ShapeOfEnrolments): string => {
  const enrolled = shape.strangers
    ? `(course, learner) IN (SELECT course, learner FROM enrolments WHERE ${OPENS})`
    : '1';
  const stated = `SELECT ${STATED_KEY}, ${RESULT} FROM assessment_results FINAL WHERE ${ofWhom} AND ${enrolled}`;
  if (!shape.apart) return `(${stated})`;
  const apart = isApart(ofWhom, shape.allCount);
  const submitted = `${factsApart(ofWhom, apart, shape.allCount)} AND type = 'learning.AssessmentSubmitted'`;
  const key = ENROLMENT_KEY.join(', ');
  return `(
${stated} AND NOT ${apart}
UNION ALL
SELECT ${key}, ${RESULT} FROM (
  SELECT ${key}, max(latest) AS latest FROM (${toldResults(ENROLMENT_KEY, submitted)}) GROUP BY ${key}, assessment, attempt
)
)`;
};
