import { type Asker, type Condition } from '@laurel/contracts';
import {
  attributeText,
  courseSettings,
  ENROLMENT_KEY,
  NEVER_TOLD,
  statesTold,
  TELLS_STATE,
  type QueryLimits,
  type ShapeOfEnrolments,
  shapeOfEnrolments,
  type Warehouse,
  type Whom,
} from '@laurel/insights-read-model';
import { conditionSql, namesOf, Parameters, personText, seenBy, splitField, toldOfPerson } from '../conditions.ts';

/** Which enrolments a question is about. */
export interface EnrolmentsQuery {
  readonly where: readonly Condition[];
  /** Only these people; undefined: everybody. */
  readonly learners?: readonly string[];
  /** Read beside each enrolment as text, NULL where nothing was told: the columns field_0, field_1, … */
  readonly fields?: readonly string[];
  /** The lapse period of every course in this question, in milliseconds, whatever the courses state; 0 is none. */
  readonly lapseMs?: number;
  /** Asks for all activity in `signs` also where no lapse has to be found. */
  readonly everySign?: boolean;
  readonly asOf: Date;
  readonly asker: Asker;
  readonly shape: ShapeOfEnrolments;
}

/** What was told decides how much of the queries is needed. */
export const shapeFor = (
  warehouse: Warehouse,
  query: Omit<EnrolmentsQuery, 'shape'>,
  limits: QueryLimits,
): Promise<ShapeOfEnrolments> => {
  const parameters = new Parameters(query.asOf);
  return shapeOfEnrolments(warehouse, parameters.all, limits, ofWhom(query, parameters));
};

const DAY_MS = 86_400_000;
/** The columns that name an enrolment, for SELECT and GROUP BY. */
export const KEY = ENROLMENT_KEY.join(', ');

type Whose = Pick<EnrolmentsQuery, 'where' | 'asker' | 'learners'>;

/** Whose enrolments, as SQL over course and learner; only the courses asked about, which the tables are sorted by. */
export const ofWhom = ({ where, asker, learners }: Whose, parameters: Parameters): string => {
  const courses = where
    .filter(({ field }) => field === 'course')
    .map((condition) => conditionSql(condition, "nullIf(course, '')", parameters));
  const people = learners === undefined ? [] : [`learner IN ${parameters.bind(learners)}`];
  return [seenBy(asker), ...courses, ...people].join(' AND ');
};

/** The same for what the read models tell. */
export const whomOf = (query: Whose, parameters: Parameters): Whom => ({
  ofWhom: ofWhom(query, parameters),
  bind: parameters.bind,
});

/** The facts that tell their states, as SQL over the facts. */
export const knownFacts = (query: Whose, parameters: Parameters): string =>
  `${ofWhom(query, parameters)} AND ${TELLS_STATE}`;

/** One row per enrolment that the question is about, with what is needed to tell its state. */
export const histories = (query: EnrolmentsQuery, parameters: Parameters): string => {
  const { where, fields = [], shape } = query;
  const asked = [...where.map(({ field }) => field), ...fields];
  const people = namesOf('person', asked);
  const text = (field: string): string => {
    const [kind, name] = splitField(field);
    if (kind === 'person') return personText(`person_${people.indexOf(name)}.told`, '{asOf:Int64}');
    if (kind === 'enrolment') return attributeText('history.attributes', parameters.add(name, 'String'));
    return `nullIf(history.${kind === 'course' ? 'course' : 'enrolment_run'}, '')`;
  };
  const conditions = where.map((condition) => conditionSql(condition, text(condition.field), parameters));
  return `(
SELECT history.*${fields.map((field, index) => `, ${text(field)} AS field_${index}`).join('')} FROM (
  SELECT ${KEY}, attributes, last_active, withdrawn_dated,
    arraySort(if(notEmpty(enrolled_undated), arrayPushFront(enrolled_dated, -1), enrolled_dated)) AS enrolled,
    if(empty(enrolled_undated), arrayMin(enrolled_dated), -1) AS opened,
    if(empty(enrolled_dated), -1, arrayMax(enrolled_dated)) AS last_enrolled,
    if(empty(enrolled_undated), arrayMin(enrolled_dated), arrayMin(arrayConcat(enrolled_dated, enrolled_undated))) AS told_at,
    arrayConcat(withdrawn_dated, withdrawn_undated) AS withdrawals,
    first_completion, first_completion != ${NEVER_TOLD} AS completed,
    completed * first_completion AS first_completed,
    last_completion.1 AS last_completed,
    last_completion.4 AS result,
    ${needsActivity(query) ? 'arraySort(activity)' : '[]::Array(Int64)'} AS active_at
  FROM ${statesTold(whomOf(query, parameters), shape)}
) AS history
${people.map((name, index) => `LEFT JOIN ${toldOfPerson(name, parameters)} AS person_${index} ON history.learner = person_${index}.learner`).join('\n')}
WHERE ${['1', ...conditions].join(' AND ')}
)`;
};

/**
 * Completed if a completion was told, else withdrawn or current by the latest of Enrolled and Withdrawn. Beside it two
 * marks: lapsed (current, and silent for longer than the course's lapse period), returned (enrolled or active after a
 * withdrawal or a lapse). `lapses` are the ends of all lapse periods without a sign, before a completion; `signs` are the
 * times of Enrolled and, where they are needed, of activity since the first.
 */
export const statesOfEnrolments = (query: EnrolmentsQuery, parameters: Parameters): string => `(
SELECT *,
  state = 'current' AND lapse > 0 AND {asOf:Int64} - signs[-1] > lapse AS lapsed,
  arrayExists(left -> left >= opened AND (NOT completed OR left < first_completed) AND last_known_sign > left, withdrawals)
    OR arrayExists(silent -> silent < signs[-1], lapses) AS returned
FROM (
  SELECT *, ${LAPSES} AS lapses FROM (
    SELECT history.*,
      multiIf(completed, 'completed', notEmpty(withdrawals) AND arrayMax(withdrawals) >= last_enrolled, 'withdrawn', 'current') AS state,
      ${lapsePeriod(query)} AS lapse,
      greatest(last_enrolled, last_active) AS last_known_sign,
      arraySort(arrayPushFront(arrayFilter(one -> one > told_at, arrayConcat(enrolled, active_at)), told_at)) AS signs
    FROM ${histories(query, parameters)} AS history
    ${usesSettings(query) ? `LEFT JOIN ${courseSettings(query.shape.allCount)} AS settings ON history.course = settings.course` : ''}
  )
)
)`;

const LAPSES = `
if(lapse <= 0, [], arrayFilter(silent -> silent >= 0 AND (NOT completed OR silent < first_completed),
  arrayMap((sign, next) -> if(next - sign > lapse, sign + lapse, -1),
    signs, arrayPushBack(arrayPopFront(signs), {asOf:Int64}))))`;

const usesSettings = ({ lapseMs, shape }: EnrolmentsQuery): boolean => lapseMs === undefined && shape.lapses;

const lapsePeriod = (query: EnrolmentsQuery): string =>
  usesSettings(query) ? `toInt64(settings.lapse_days * ${DAY_MS})` : `toInt64(${query.lapseMs ?? 0})`;

const needsActivity = ({ lapseMs, everySign, shape }: EnrolmentsQuery): boolean =>
  everySign === true || (lapseMs === undefined ? shape.lapses : lapseMs > 0);

/** Narrows what was read of enrolments by `ofWhom` to those that the question is about. */
export const ofTheQuestion = (query: EnrolmentsQuery, parameters: Parameters): string =>
  query.where.every(({ field }) => field === 'course')
    ? '1'
    : `(${KEY}) IN (SELECT ${KEY} FROM ${histories(query, parameters)})`;
