import { countedFacts, excludedVersions } from '../facts/counted-facts.ts';
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
  /** Of somebody the read models hold what does not count, or not yet at asOf. */
  readonly moved: boolean;
  /** Somebody's facts must be held against each other to know the enrolment of each. */
  readonly tangled: boolean;
  /** Somebody may have done something in a course without having enrolled. */
  readonly strangers: boolean;
}

/**
 * A look before a question, so that the rare is paid for only where it is: first over the rows as they stand, and over
 * learners only where one of them may be tangled. `ofWhom` is SQL over course and learner.
 */
export const shapeOfEnrolments = async (
  warehouse: Warehouse,
  params: QueryParams,
  limits: QueryLimits,
  ofWhom: string,
): Promise<ShapeOfEnrolments> => {
  const flags = async (sql: string): Promise<Readonly<Record<string, boolean>>> => {
    const [row] = await warehouse.rows<Record<string, string | number>>(sql, params, limits);
    return Object.fromEntries(Object.entries(row ?? {}).map(([name, value]) => [name, Number(value) > 0]));
  };
  const [told, rows] = await Promise.all([flags(RARITIES), flags(rowsAtAGlance(ofWhom))]);
  const allCount = told['excluded'] !== true;
  const moved = !allCount || rows['late'] === true;
  const knots = moved || rows['mixed'] === true ? await flags(tie(ofWhom, allCount)) : {};
  return {
    ...{ allCount, moved },
    lapses: told['lapses'] === true,
    tangled: knots['tangled'] === true,
    strangers: rows['strangers'] === true,
  };
};

/** Whose facts do not all count is looked up only in the question itself; here it may be anybody. */
const tie = (ofWhom: string, allCount: boolean): string =>
  `SELECT max(tangled OR (several AND ${allCount ? 'late' : '1'})) AS tangled FROM ${learners(ofWhom, allCount)}`;

/** Nobody is tangled where every row opens, all state a key or none does, and no course repeats. */
const rowsAtAGlance = (ofWhom: string): string => `
SELECT max(known_by > {asOf:Int64}) AS late, max(NOT ${OPENS}) AS strangers,
  strangers OR max(${KEYLESS}) != min(${KEYLESS})
    OR (SELECT count() FROM course_descriptions WHERE position(data, '"repeats":true') > 0) > 0 AS mixed
FROM enrolments FINAL
WHERE ${ofWhom}`;

const KEYLESS = "(run = '' AND registration = '')";
const OPENS = '(notEmpty(enrolled_dated) OR notEmpty(enrolled_undated))';

/**
 * Per course and learner: did they ever enrol; did anything happen or was it told later than asOf; may there be `several`
 * enrolments; are these `tangled`, as some facts state a key that no Enrolled stated, or none beside enrolments that do, or
 * the course repeats and an Enrolled came after a completion.
 */
const learners = (ofWhom: string, allCount: boolean): string => `(
SELECT course, learner, max(opens) AS enrolled, max(known_by) > {asOf:Int64} AS late,
  min(first_completion) < max(last_enrolled) AND course IN (SELECT course FROM ${courseSettings(allCount)} WHERE repeats) AS again,
  count() > 1 OR again AS several,
  enrolled AND (NOT min(opens) OR (count() > 1 AND max(keyless)) OR again) AS tangled
FROM (
  SELECT course, learner, ${KEYLESS} AS keyless, known_by, first_completion,
    arrayMax(arrayConcat([-1], enrolled_dated)) AS last_enrolled, ${OPENS} AS opens
  FROM enrolments FINAL
  WHERE ${ofWhom}
)
GROUP BY course, learner
)`;

/** Who stands apart: conditions over course and learner, null where nobody does. */
interface Apart {
  /** Not as the read models have it, but with one enrolment at the most: all their facts are of that. */
  readonly moved: string | null;
  /** Known only from all their facts together. */
  readonly tangled: string | null;
}

/** A set of learners is looked up faster than one of pairs, and most rows are of neither. */
const among = (pairs: string): string =>
  `learner IN (SELECT learner FROM (${pairs})) AND (course, learner) IN (${pairs})`;

const whoIsApart = (ofWhom: string, { allCount, moved, tangled }: ShapeOfEnrolments): Apart => {
  const late = `SELECT course, learner FROM enrolments WHERE ${ofWhom} AND known_by > {asOf:Int64}`;
  const excluded = `SELECT course, learner FROM facts WHERE ${ofWhom} AND ${TELLS_STATE} AND content_hash IN (${excludedVersions})`;
  const isMoved = allCount ? 'late' : `late OR (course, learner) IN (${excluded})`;
  const knots = `SELECT course, learner FROM ${learners(ofWhom, allCount)} WHERE tangled OR (several AND (${isMoved}))`;
  return {
    moved: moved ? among(allCount ? late : `${late} UNION ALL ${excluded}`) : null,
    tangled: tangled ? among(knots) : null,
  };
};

/** As the facts state it. */
const STATED_KEY = ['course', 'learner', 'run', 'registration'] as const;
const AS_STATED =
  'course, learner, run AS enrolment_run, registration AS enrolment_registration, toUInt32(1) AS enrolment_round';
const KEY = ENROLMENT_KEY.join(', ');
const TOLD_COLUMNS = TOLD.join(', ');
const FACT_COLUMNS = ['course', 'learner', 'source', 'id', 'type', 'occurred_at', 'recorded_at', 'data'] as const;

/** Each learner by the shortest way: as the read model has it, from the facts by stated key, from all facts together. */
const byThreeWays = (
  { moved, tangled }: Apart,
  ways: Record<'stand' | 'moved' | 'tangled', (who: string) => string>,
): string => {
  const not = [moved, tangled].map((who) => (who === null ? '1' : `NOT (${who})`));
  return `(${[
    ways.stand(not.join(' AND ')),
    ...(moved === null ? [] : [ways.moved(`${moved} AND ${not[1]}`)]),
    ...(tangled === null ? [] : [ways.tangled(tangled)]),
  ].join('\nUNION ALL\n')})`;
};

/** One row per enrolment as known at asOf, with all that was told of its state (see `toldOfEnrolments`). */
export const statesTold = (ofWhom: string, shape: ShapeOfEnrolments): string => {
  const { allCount } = shape;
  return byThreeWays(whoIsApart(ofWhom, shape), {
    stand: (who) =>
      `SELECT ${AS_STATED}, ${TOLD_COLUMNS} FROM enrolments FINAL WHERE ${ofWhom} AND ${OPENS} AND ${who}`,
    moved: (who) => {
      const columns = [...FACT_COLUMNS, 'run', 'registration'] as const;
      const facts = countedFacts({ columns, where: `${ofWhom} AND ${TELLS_STATE} AND ${who}`, allCount });
      return `SELECT ${AS_STATED}, ${TOLD_COLUMNS} FROM (${toldOfEnrolments(STATED_KEY, facts)}) WHERE ${OPENS}`;
    },
    tangled: (who) => {
      const facts = enrolmentFacts(FACT_COLUMNS, `${ofWhom} AND ${TELLS_STATE} AND ${who}`, allCount, who);
      const told = toldOfEnrolments(ENROLMENT_KEY, `${facts} WHERE enrolment_round > 0`);
      return `SELECT ${KEY}, ${TOLD_COLUMNS} FROM (${told})`;
    },
  });
};

const RESULT =
  'assessment, latest.1 AS told_at, latest.4 AS scored, latest.5 AS scaled, latest.6 = 1 AS passed, latest.6 = 0 AS not_passed';
const IS_RESULT = "type = 'learning.AssessmentSubmitted'";

/**
 * One row per enrolment, assessment and attempt as known at asOf, with what was told last: when (`told_at`, milliseconds),
 * whether it was `scored`, the `scaled` score (0 where it was not), whether it was `passed` or `not_passed` (or neither said).
 */
export const resultsTold = (ofWhom: string, shape: ShapeOfEnrolments): string => {
  const { allCount, strangers } = shape;
  const enrolled = countedFacts({
    columns: ['course', 'learner'],
    where: `${ofWhom} AND type = 'learning.Enrolled'`,
    allCount,
  });
  const latest = (key: readonly string[], facts: string): string =>
    `SELECT ${key.join(', ')}, assessment, max(latest) AS latest FROM (${toldResults(key, facts)}) GROUP BY ${key.join(', ')}, assessment, attempt`;
  return byThreeWays(whoIsApart(ofWhom, shape), {
    stand: (who) => `
SELECT ${AS_STATED}, ${RESULT} FROM assessment_results FINAL
WHERE ${ofWhom} AND ${strangers ? among(`SELECT course, learner FROM enrolments WHERE ${OPENS}`) : '1'} AND ${who}`,
    moved: (who) => {
      const columns = [...FACT_COLUMNS, 'run', 'registration'] as const;
      const facts = countedFacts({ columns, where: `${ofWhom} AND ${IS_RESULT} AND ${who}`, allCount });
      const ofEnrolled = `${facts} WHERE (course, learner) IN (SELECT course, learner FROM ${enrolled})`;
      return `SELECT ${AS_STATED}, ${RESULT} FROM (${latest(STATED_KEY, ofEnrolled)})`;
    },
    tangled: (who) => {
      const facts = enrolmentFacts(FACT_COLUMNS, `${ofWhom} AND ${IS_RESULT} AND ${who}`, allCount, who);
      return `SELECT ${KEY}, ${RESULT} FROM (${latest(ENROLMENT_KEY, `${facts} WHERE enrolment_round > 0`)})`;
    },
  });
};

/** Learners among whom are all those with a result that was not passed; a look ahead, so that the results of few are read. */
export const whoDidNotPass = (ofWhom: string, { allCount, moved }: ShapeOfEnrolments): string =>
  moved
    ? `(SELECT learner FROM ${countedFacts({
        columns: ['learner'],
        where: `${ofWhom} AND ${IS_RESULT} AND position(data, '"passed":false') > 0`,
        allCount,
      })})`
    : `(SELECT learner FROM assessment_results WHERE ${ofWhom} AND latest.6 = 0)`;
