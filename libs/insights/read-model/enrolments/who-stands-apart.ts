import { type AllCount, excludedHashes } from '../facts/counted-facts.ts';
import { type QueryLimits, type QueryParams, type Warehouse } from '../warehouse.port.ts';
import { courseSettings, openingsOf } from './enrolment-facts.ts';
import { type Knots, knotsOf, openedBy } from './knots.ts';
import { type Bind, fewOf, type Look, lookWith, namesOf, rarities } from './look-ahead.ts';
import { type ShapeOfFacts } from './shape-of-facts.ts';
import { TELLS_STATE } from './told-of-enrolments.ts';

/** Whose enrolments are asked for: SQL over course and learner. */
export interface Whom {
  readonly ofWhom: string;
  readonly bind: Bind;
}

/**
 * Of whom the read models do not tell the enrolments as known at asOf. Few are named: long nested SQL takes the engine
 * seconds to analyse. Where they are too many for it, `by: 'look'`, the query finds them itself.
 */
export type Apart =
  | {
      readonly by: 'name';
      /** With one enrolment at the most: all their facts are of that. */
      readonly moved: readonly string[];
      readonly knots: Knots | null;
    }
  | {
      readonly by: 'look';
      /** Somebody has a fact that does not count. */
      readonly excluded: boolean;
      /** Of somebody something happened, or was told, only after asOf. */
      readonly late: boolean;
      /** Somebody's facts must be held against each other to know the enrolment of each. */
      readonly tangled: boolean;
    };

/** What a question about the states of enrolments may leave out, because nothing of the kind was told. */
export interface ShapeOfEnrolments {
  readonly allCount: AllCount;
  /** Some course states a lapse period. */
  readonly lapses: boolean;
  readonly apart: Apart;
  /** Somebody may have done something in a course without having enrolled. */
  readonly strangers: boolean;
}

/**
 * A look before a question, so that the rare is paid for only where it is: first over the rows as they stand, and over
 * learners only where one of them may stand apart. `ofWhom` is SQL over course and learner.
 */
export const shapeOfEnrolments = async (
  warehouse: Pick<Warehouse, 'rows'>,
  params: QueryParams,
  limits: QueryLimits,
  ofWhom: string,
): Promise<ShapeOfEnrolments> => {
  const look = lookWith(warehouse, params, limits);
  const [{ allCount, lapses }, rows] = await Promise.all([rarities(look), look(rowsAtAGlance(ofWhom))]);
  const is = (name: string): boolean => Number(rows[name] ?? 0) > 0;
  const asStated = allCount === true && !is('late') && !is('mixed');
  const apart = asStated ? NOBODY : await whoStandsApart(look, ofWhom, allCount);
  return { allCount, lapses, apart, strangers: is('strangers') };
};

/** The same for the facts that tell the states: whoever may be tangled stands apart. */
export const shapeOfTheirFacts = ({ allCount, lapses, apart }: ShapeOfEnrolments): ShapeOfFacts => {
  if (apart.by === 'name') return { allCount, lapses, tangled: apart.knots };
  return { allCount, lapses, tangled: apart.excluded || apart.tangled ? 'many' : null };
};

const NOBODY: Apart = { by: 'name', moved: [], knots: null };

const whoStandsApart = async (look: Look, ofWhom: string, allCount: AllCount): Promise<Apart> => {
  const excluded = allCount === true ? [] : fewOf((await look(EXCLUDED(ofWhom, allCount)))['names']);
  const isMoved = '(late OR learner IN {excluded:Array(String)})';
  const isTangled = `tangled OR (several AND ${isMoved})`;
  const { is_late, of_moved, of_tangled } = await look(
    `
SELECT max(late) AS is_late, ${namesOf(`${isMoved} AND NOT (${isTangled})`)} AS of_moved, ${namesOf(isTangled)} AS of_tangled
FROM ${learners(ofWhom, allCount)}`,
    { excluded: excluded ?? [] },
  );
  const [moved, tangled] = [fewOf(of_moved), fewOf(of_tangled)];
  const knots = tangled && (await knotsOf(look, tangled, allCount));
  if (excluded && moved && knots !== undefined) return { by: 'name', moved, knots };
  return { by: 'look', excluded: isSomebody(excluded), late: Number(is_late) > 0, tangled: isSomebody(tangled) };
};

/** Too many to be named, too. */
const isSomebody = (names: readonly string[] | undefined): boolean => names?.length !== 0;

const EXCLUDED = (ofWhom: string, allCount: AllCount): string =>
  `SELECT ${namesOf()} AS names FROM ${excludedFacts(ofWhom, allCount)}`;

/** Nobody is tangled where every row opens, all state a key or none does, and no course repeats. */
const rowsAtAGlance = (ofWhom: string): string => `
SELECT max(known_by > {asOf:Int64}) AS late, max(NOT ${OPENS}) AS strangers,
  strangers OR max(${KEYLESS}) != min(${KEYLESS})
    OR (SELECT count() FROM course_descriptions WHERE position(data, '"repeats":true') > 0) > 0 AS mixed
FROM enrolments FINAL
WHERE ${ofWhom}`;

const KEYLESS = "(run = '' AND registration = '')";
/** Of a row of `enrolments`: an Enrolled was told. */
export const OPENS = '(notEmpty(enrolled_dated) OR notEmpty(enrolled_undated))';

/**
 * Per course and learner: did they ever enrol; did anything happen or was it told later than asOf; may there be `several`
 * enrolments; are these `tangled`, as some facts state a key that no Enrolled stated, or none beside enrolments that do, or
 * the course repeats and an Enrolled came after a completion.
 */
const learners = (ofWhom: string, allCount: AllCount): string => `(
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
export interface WhoIsApart {
  /** Not as the read models have it, but with one enrolment at the most: all their facts are of that. */
  readonly moved: string | null;
  /** Known only from all their facts together, by the enrolments that they opened; anybody may be among these. */
  readonly tangled: string | null;
  readonly openings: string;
}

/** A set of learners is looked up faster than one of pairs, and most rows are of neither. */
export const among = (pairs: string): string =>
  `learner IN (SELECT learner FROM (${pairs})) AND (course, learner) IN (${pairs})`;

const excludedFacts = (ofWhom: string, allCount: AllCount): string =>
  `facts WHERE ${ofWhom} AND ${TELLS_STATE} AND content_hash IN (${excludedHashes(allCount)})`;

const onlyIf = (is: boolean, sql: string): readonly string[] => (is ? [sql] : []);

export const whoIsApart = ({ ofWhom, bind }: Whom, { allCount, apart }: ShapeOfEnrolments): WhoIsApart => {
  if (apart.by === 'name') {
    const { moved, knots } = apart;
    return {
      moved: moved.length > 0 ? `learner IN ${bind(moved)}` : null,
      tangled: knots && `learner IN ${bind(knots.learners)}`,
      openings: knots ? openedBy(knots, bind) : '',
    };
  }
  const late = `SELECT course, learner FROM enrolments WHERE ${ofWhom} AND known_by > {asOf:Int64}`;
  const excluded = `SELECT course, learner FROM ${excludedFacts(ofWhom, allCount)}`;
  const moved = [...onlyIf(apart.late, late), ...onlyIf(apart.excluded, excluded)];
  const isMoved = ['late', ...onlyIf(apart.excluded, `(course, learner) IN (${excluded})`)].join(' OR ');
  const knots = `SELECT course, learner FROM ${learners(ofWhom, allCount)} WHERE tangled OR (several AND (${isMoved}))`;
  return {
    moved: moved.length > 0 ? among(moved.join(' UNION ALL ')) : null,
    tangled: apart.tangled || apart.excluded ? among(knots) : null,
    openings: openingsOf(allCount, among(knots)),
  };
};
