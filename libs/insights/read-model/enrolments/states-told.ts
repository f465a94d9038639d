import { countedFacts } from '../facts/counted-facts.ts';
import { ENROLMENT_KEY, factsOfOpened } from './enrolment-facts.ts';
import { TELLS_STATE, TOLD, toldOfEnrolments } from './told-of-enrolments.ts';
import { toldResults } from './told-results.ts';
import { among, OPENS, type ShapeOfEnrolments, type Whom, type WhoIsApart, whoIsApart } from './who-stands-apart.ts';

/** As the facts state it. */
const STATED_KEY = ['course', 'learner', 'run', 'registration'] as const;
const AS_STATED =
  'course, learner, run AS enrolment_run, registration AS enrolment_registration, toUInt32(1) AS enrolment_round';
const KEY = ENROLMENT_KEY.join(', ');
const TOLD_COLUMNS = TOLD.join(', ');
const FACT_COLUMNS = ['course', 'learner', 'source', 'id', 'type', 'occurred_at', 'recorded_at', 'data'] as const;

/** Each learner by the shortest way: as the read model has it, from the facts by stated key, from all facts together. */
const byThreeWays = (
  { moved, tangled }: WhoIsApart,
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
export const statesTold = (whom: Whom, shape: ShapeOfEnrolments): string => {
  const { ofWhom } = whom;
  const { allCount } = shape;
  const apart = whoIsApart(whom, shape);
  return byThreeWays(apart, {
    stand: (who) =>
      `SELECT ${AS_STATED}, ${TOLD_COLUMNS} FROM enrolments FINAL WHERE ${ofWhom} AND ${OPENS} AND ${who}`,
    moved: (who) => {
      const columns = [...FACT_COLUMNS, 'run', 'registration'] as const;
      const facts = countedFacts({ columns, where: `${ofWhom} AND ${TELLS_STATE} AND ${who}`, allCount });
      return `SELECT ${AS_STATED}, ${TOLD_COLUMNS} FROM (${toldOfEnrolments(STATED_KEY, facts)}) WHERE ${OPENS}`;
    },
    tangled: (who) => {
      const taken = { where: `${ofWhom} AND ${TELLS_STATE} AND ${who}`, allCount, openings: apart.openings };
      const facts = factsOfOpened(FACT_COLUMNS, taken);
      const told = toldOfEnrolments(ENROLMENT_KEY, `${facts} WHERE enrolment_round > 0`);
      return `SELECT ${KEY}, ${TOLD_COLUMNS} FROM (${told})`;
    },
  });
};

const RESULT =
  'assessment, latest.1 AS told_at, latest.2 AS fact_source, latest.3 AS fact_id, latest.4 AS scored, latest.5 AS scaled, latest.6 = 1 AS passed, latest.6 = 0 AS not_passed';
const IS_RESULT = "type = 'learning.AssessmentSubmitted'";

/**
 * One row per enrolment, assessment and attempt as known at asOf, with what was told last: when (`told_at`, milliseconds), by which fact,
 * whether it was `scored`, the `scaled` score (0 where it was not), whether it was `passed` or `not_passed` (or neither said).
 */
export const resultsTold = (whom: Whom, shape: ShapeOfEnrolments): string => {
  const { ofWhom } = whom;
  const { allCount, strangers } = shape;
  const enrolled = countedFacts({
    columns: ['course', 'learner'],
    where: `${ofWhom} AND type = 'learning.Enrolled'`,
    allCount,
  });
  const latest = (key: readonly string[], facts: string): string =>
    `SELECT ${key.join(', ')}, assessment, max(latest) AS latest FROM (${toldResults(key, facts)}) GROUP BY ${key.join(', ')}, assessment, attempt`;
  const apart = whoIsApart(whom, shape);
  return byThreeWays(apart, {
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
      const taken = { where: `${ofWhom} AND ${IS_RESULT} AND ${who}`, allCount, openings: apart.openings };
      const facts = factsOfOpened(FACT_COLUMNS, taken);
      return `SELECT ${KEY}, ${RESULT} FROM (${latest(ENROLMENT_KEY, `${facts} WHERE enrolment_round > 0`)})`;
    },
  });
};

/** Learners among whom are all those with a result that was not passed; a look ahead, so that the results of few are read. */
export const whoDidNotPass = ({ ofWhom, bind }: Whom, { allCount, apart }: ShapeOfEnrolments): string => {
  if (apart.by === 'look') {
    const where = `${ofWhom} AND ${IS_RESULT} AND position(data, '"passed":false') > 0`;
    return `(SELECT learner FROM ${countedFacts({ columns: ['learner'], where, allCount })})`;
  }
  const standing = `SELECT learner FROM assessment_results WHERE ${ofWhom} AND latest.6 = 0`;
  const named = [apart.moved, apart.knots?.learners ?? []].filter((names) => names.length > 0);
  return `(${[standing, ...named.map((names) => `SELECT arrayJoin(${bind(names)})`)].join(' UNION ALL ')})`;
};
