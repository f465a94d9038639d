import { AS_OF, countedFacts, type FactColumn } from '../facts/counted-facts.ts';
import { type QueryLimits, type QueryParams, type Warehouse } from '../warehouse.port.ts';
import { courseSettings, enrolmentFacts, plainEnrolmentFacts } from './enrolment-facts.ts';

/** What a question may leave out, because nothing of the kind was told. */
export interface ShapeOfFacts {
  /** No conflict and no void is known: every fact counts. */
  readonly allCount: boolean;
  /** Some course states a lapse period. */
  readonly lapses: boolean;
  /** Some learner's facts do not say by themselves to which enrolment they belong. */
  readonly tangled: boolean;
}

/** One cheap look before a question, so that the rare is paid for only where it is. Without `where` no enrolments are asked for. */
export const shapeOfFacts = async (
  warehouse: Warehouse,
  params: QueryParams,
  limits: QueryLimits,
  where?: string,
): Promise<ShapeOfFacts> => {
  const [known] = await warehouse.rows<{ excluded: string; lapses: string }>(RARITIES, params, limits);
  const allCount = known?.excluded === '0';
  const lapses = known?.lapses !== '0';
  if (where === undefined) return { allCount, lapses, tangled: false };
  const [one] = await warehouse.rows<object>(`${tangledLearners(where, allCount)} LIMIT 1`, params, limits);
  return { allCount, lapses, tangled: one !== undefined };
};

export const RARITIES = `
SELECT
  (SELECT count() FROM conflicts) + (SELECT count() FROM voids) AS excluded,
  (SELECT count() FROM course_descriptions WHERE position(data, '"lapseAfter"') > 0 AND recorded_at <= ${AS_OF}) AS lapses`;

/**
 * The (course, learner) whose facts must be held against each other to know the enrolment of each: some state a key that
 * no Enrolled stated, or none beside enrolments that do, or the course repeats. Everybody else's facts of one key (course,
 * run, learner, registration) are one enrolment, whatever their times.
 */
export const tangledLearners = (where: string, allCount: boolean): string => `
SELECT course, learner FROM (
  SELECT course, run, learner, registration, max(type = 'learning.Enrolled') AS opens
  FROM ${countedFacts({ columns: ['course', 'run', 'learner', 'registration', 'type'], where, allCount })}
  GROUP BY course, run, learner, registration
)
GROUP BY course, learner
HAVING max(opens) AND (NOT min(opens) OR (count() > 1 AND max(run = '' AND registration = ''))
  OR course IN (SELECT course FROM ${courseSettings(allCount)} WHERE repeats))`;

/**
 * The counted facts with the enrolment of each, by the shortest way that this shape allows. `known` is what `shapeOfFacts`
 * looked at; `where` chooses among those.
 */
export const factsOfEnrolments = (
  columns: readonly FactColumn[],
  { known, where }: { readonly known: string; readonly where: string },
  { allCount, tangled }: ShapeOfFacts,
): string => {
  if (!tangled) return plainEnrolmentFacts(columns, where, allCount);
  const among = `(course, learner) IN (${tangledLearners(known, allCount)})`;
  return `(
SELECT * FROM ${plainEnrolmentFacts(columns, `${where} AND NOT ${among}`, allCount)}
UNION ALL
SELECT * FROM ${enrolmentFacts(columns, `${where} AND ${among}`, allCount, among)} WHERE enrolment_round > 0
)`;
};

/** Who enrolled at all, by course. */
export const enrolledLearners = (allCount: boolean): string =>
  `SELECT course, learner FROM ${countedFacts({ columns: ['course', 'learner'], where: "type = 'learning.Enrolled'", allCount })}`;
