import { type AllCount, countedFacts, type FactColumn } from '../facts/counted-facts.ts';
import { type QueryLimits, type QueryParams, type Warehouse } from '../warehouse.port.ts';
import { courseSettings, factsOfOpened, openingsOf, plainEnrolmentFacts } from './enrolment-facts.ts';
import { type Knots, knotsOf, openedBy } from './knots.ts';
import { type Bind, fewOf, lookWith, namesOf, rarities } from './look-ahead.ts';

/** What a question may leave out, because nothing of the kind was told. */
export interface ShapeOfFacts {
  readonly allCount: AllCount;
  /** Some course states a lapse period. */
  readonly lapses: boolean;
  /** The learners whose facts do not say by themselves to which enrolment they belong. */
  readonly tangled: Knots | 'many' | null;
}

/** One cheap look before a question, so that the rare is paid for only where it is. Without `where` no enrolments are asked for. */
export const shapeOfFacts = async (
  warehouse: Warehouse,
  params: QueryParams,
  limits: QueryLimits,
  where?: string,
): Promise<ShapeOfFacts> => {
  const look = lookWith(warehouse, params, limits);
  const { allCount, lapses } = await rarities(look);
  if (where === undefined) return { allCount, lapses, tangled: null };
  const { names } = await look(`SELECT ${namesOf()} AS names FROM (${tangledLearners(where, allCount)})`);
  const few = fewOf(names);
  const tangled = few && (await knotsOf(look, few, allCount));
  return { allCount, lapses, tangled: tangled === undefined ? 'many' : tangled };
};

/**
 * The (course, learner) whose facts must be held against each other to know the enrolment of each: some state a key that
 * no Enrolled stated, or none beside enrolments that do, or the course repeats. Everybody else's facts of one key (course,
 * run, learner, registration) are one enrolment, whatever their times.
 */
export const tangledLearners = (where: string, allCount: AllCount): string => `
SELECT course, learner FROM (
  SELECT course, run, learner, registration, max(type = 'learning.Enrolled') AS opens
  FROM ${countedFacts({ columns: ['course', 'run', 'learner', 'registration', 'type'], where, allCount })}
  GROUP BY course, run, learner, registration
)
GROUP BY course, learner
HAVING max(opens) AND (NOT min(opens) OR (count() > 1 AND max(run = '' AND registration = ''))
  OR course IN (SELECT course FROM ${courseSettings(allCount)} WHERE repeats))`;

/** Which facts of enrolments a question takes: SQL over the facts. */
export interface FactsTaken {
  /** What `shapeOfFacts` looked at. */
  readonly known: string;
  /** Chooses among those. */
  readonly where: string;
  readonly bind: Bind;
}

/** The counted facts with the enrolment of each, by the shortest way that this shape allows. */
export const factsOfEnrolments = (
  columns: readonly FactColumn[],
  { known, where, bind }: FactsTaken,
  { allCount, tangled }: ShapeOfFacts,
): string => {
  if (tangled === null) return plainEnrolmentFacts(columns, where, allCount);
  const [among, openings] =
    tangled === 'many'
      ? pairsAmong(tangledLearners(known, allCount), allCount)
      : [`learner IN ${bind(tangled.learners)}`, openedBy(tangled, bind)];
  const taken = { where: `${where} AND ${among}`, allCount, openings };
  return `(
SELECT * FROM ${plainEnrolmentFacts(columns, `${where} AND NOT ${among}`, allCount)}
UNION ALL
SELECT * FROM ${factsOfOpened(columns, taken)} WHERE enrolment_round > 0
)`;
};

const pairsAmong = (pairs: string, allCount: AllCount): readonly [among: string, openings: string] => {
  const among = `(course, learner) IN (${pairs})`;
  return [among, openingsOf(allCount, among)];
};

/** Who enrolled at all, by course; `ofWhom` is SQL over course and learner. */
export const enrolledLearners = (allCount: AllCount, ofWhom = '1'): string => {
  const where = `${ofWhom} AND type = 'learning.Enrolled'`;
  return `SELECT course, learner FROM ${countedFacts({ columns: ['course', 'learner'], where, allCount })}`;
};
