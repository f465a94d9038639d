import { excludedVersions, type FactColumn } from '../facts/counted-facts.ts';
import { type QueryLimits, type QueryParams, type Warehouse } from '../warehouse.port.ts';
import { courseSettings, ENROLMENT_KEY, enrolmentFacts } from './enrolment-facts.ts';
import { factsByBothWays, RARITIES } from './shape-of-facts.ts';
import { type StateType, TELLS_STATE, TOLD, toldOfEnrolments } from './told-of-enrolments.ts';

/** What a question about the states of enrolments may leave out, because nothing of the kind was told. */
export interface ShapeOfEnrolments {
  /** No conflict and no void is known: every fact counts. */
  readonly allCount: boolean;
  /** Some course states a lapse period. */
  readonly lapses: boolean;
  /** Some learner's enrolments cannot be read from the read model as they stand. */
  readonly apart: boolean;
}

/**
 * One look before a question, so that the rare is paid for only where it is. `ofWhom` is SQL over course and learner.
 */
export const shapeOfEnrolments = async (
  warehouse: Warehouse,
  params: QueryParams,
  limits: QueryLimits,
  ofWhom: string,
): Promise<ShapeOfEnrolments> => {
  const [known] = await warehouse.rows<{ excluded: string; lapses: string }>(RARITIES, params, limits);
  const allCount = known?.excluded === '0';
  const [one] = await warehouse.rows<object>(`${learnersApart(ofWhom, allCount)} LIMIT 1`, params, limits);
  return { allCount, lapses: known?.lapses !== '0', apart: one !== undefined };
};

const OPENS = '(notEmpty(enrolled_dated) OR notEmpty(enrolled_undated))';

/**
 * The (course, learner) for whom the read model `enrolments` does not say what counts at asOf:
 * - something about them happened or was told later,
 * - some version told of them does not count,
 * - their facts must be held against each other to know the enrolment of each: some state a key that no Enrolled stated,
 *   or none beside enrolments that do, or the course repeats and an Enrolled came after a completion.
 * Everybody else's row is one enrolment.
 */
const learnersApart = (ofWhom: string, allCount: boolean): string => {
  const doubtful = `
SELECT course, learner FROM (
  SELECT course, learner, run = '' AND registration = '' AS keyless, known_by, first_completion,
    arrayMax(arrayConcat([-1], enrolled_dated)) AS last_enrolled, ${OPENS} AS opens
  FROM enrolments FINAL
  WHERE ${ofWhom}
)
GROUP BY course, learner
HAVING max(opens) AND (max(known_by) > {asOf:Int64} OR NOT min(opens) OR (count() > 1 AND max(keyless))
  OR (min(first_completion) < max(last_enrolled) AND course IN (SELECT course FROM ${courseSettings(allCount)} WHERE repeats)))`;
  const excluded = `SELECT course, learner FROM facts WHERE ${ofWhom} AND ${TELLS_STATE} AND content_hash IN (${excludedVersions})`;
  return allCount ? doubtful : `SELECT course, learner FROM (${doubtful} UNION ALL ${excluded})`;
};

/** One row per enrolment as known at asOf, with all that was told of its state (see `toldOfEnrolments`). */
export const enrolmentsTold = (ofWhom: string, { allCount, apart }: ShapeOfEnrolments): string => {
  const among = apart ? `(course, learner) IN (${learnersApart(ofWhom, allCount)})` : '0';
  const asTheyStand = `
SELECT course, learner, run AS enrolment_run, registration AS enrolment_registration, toUInt32(1) AS enrolment_round, ${TOLD.join(', ')}
FROM enrolments FINAL
WHERE ${ofWhom} AND ${OPENS}`;
  if (!apart) return `(${asTheyStand})`;
  const facts = enrolmentFacts(
    ['course', 'learner', 'source', 'id', 'type', 'occurred_at', 'recorded_at', 'data'],
    `${ofWhom} AND ${TELLS_STATE} AND ${among}`,
    allCount,
    among,
  );
  return `(
${asTheyStand} AND NOT ${among}
UNION ALL
SELECT ${ENROLMENT_KEY.join(', ')}, ${TOLD.join(', ')} FROM (${toldOfEnrolments(ENROLMENT_KEY, `${facts} WHERE enrolment_round > 0`)})
)`;
};

/** The counted facts of these types, out of those that tell a state, with the enrolment of each. */
export const factsOfStates = (
  columns: readonly FactColumn[],
  { ofWhom, types }: { readonly ofWhom: string; readonly types: readonly StateType[] },
  { allCount, apart }: ShapeOfEnrolments,
): string => {
  const enrolled = `SELECT course, learner FROM enrolments WHERE ${ofWhom} AND ${OPENS}`;
  const where = `${ofWhom} AND type IN (${types.map((type) => `'${type}'`).join(', ')}) AND (course, learner) IN (${enrolled})`;
  return factsByBothWays(columns, where, { allCount, apart: apart ? learnersApart(ofWhom, allCount) : null });
};
