import { type Asker, type Condition } from '@laurel/contracts';
import {
  courseSettings,
  ENROLMENT_KEY,
  factsOfEnrolments,
  type QueryLimits,
  type ShapeOfFacts,
  shapeOfFacts,
  type Warehouse,
} from '@laurel/insights-read-model';
import {
  conditionSql,
  jsonText,
  namesOf,
  Parameters,
  personText,
  seenBy,
  splitField,
  toldOfPerson,
} from '../conditions.ts';

/** Which enrolments a question is about. */
export interface EnrolmentsQuery {
  readonly where: readonly Condition[];
  /** Read beside each enrolment as text, NULL where nothing was told: the columns field_0, field_1, … */
  readonly fields?: readonly string[];
  readonly asOf: Date;
  readonly asker: Asker;
  readonly shape: ShapeOfFacts;
}

/** What was told decides how much of the queries is needed. */
export const shapeFor = (
  warehouse: Warehouse,
  query: Omit<EnrolmentsQuery, 'shape'>,
  limits: QueryLimits,
): Promise<ShapeOfFacts> => {
  const parameters = new Parameters(query.asOf);
  const where = knownFacts(query, parameters);
  return shapeOfFacts(warehouse, parameters.all, limits, where);
};

const DAY_MS = 86_400_000;
/** The columns that name an enrolment, for SELECT and GROUP BY. */
export const KEY = ENROLMENT_KEY.join(', ');

/** What counts as activity, quoted for IN. */
export const ACTIVITY_TYPES = `
  'learning.CourseStarted', 'learning.Progressed', 'learning.ContentViewed', 'learning.AssessmentSubmitted',
  'learning.Attended', 'learning.TimeReported', 'learning.ActivityPerformed'`;
const IS_ACTIVITY = `type IN (${ACTIVITY_TYPES}) AND NOT (type = 'learning.AssessmentSubmitted' AND position(data, '"carriedOver":true') > 0 AND JSONExtractBool(data, 'carriedOver'))`;

/** The facts that tell the state of an enrolment; only of the courses asked about, which the table is sorted by. */
export const knownFacts = (
  { where, asker }: Pick<EnrolmentsQuery, 'where' | 'asker'>,
  parameters: Parameters,
): string => {
  const courses = where
    .filter(({ field }) => field === 'course')
    .map((condition) => conditionSql(condition, "nullIf(course, '')", parameters));
  const types = `type IN ('learning.Enrolled', 'learning.Withdrawn', 'learning.CourseCompleted', ${ACTIVITY_TYPES})`;
  return [seenBy(asker), types, ...courses].join(' AND ');
};

/** One row per enrolment that the question is about, with what is needed to tell its state. */
const histories = (query: EnrolmentsQuery, parameters: Parameters): string => {
  const { where, fields = [], shape } = query;
  const asked = [...where.map(({ field }) => field), ...fields];
  const known = knownFacts(query, parameters);
  const people = namesOf('person', asked);
  const own = namesOf('enrolment', asked);
  const attribute = (name: string): string =>
    `argMaxIf(if(type = 'learning.Enrolled', ${jsonText('data', ['attributes', name], parameters)}, NULL), (at, source, id), type = 'learning.Enrolled')`;
  const text = (field: string): string => {
    const [kind, name] = splitField(field);
    if (kind === 'person') return personText(`person_${people.indexOf(name)}.told`, '{asOf:Int64}');
    if (kind === 'enrolment') return `history.attribute_${own.indexOf(name)}`;
    return `nullIf(history.${kind === 'course' ? 'course' : 'enrolment_run'}, '')`;
  };
  const conditions = where.map((condition) => conditionSql(condition, text(condition.field), parameters));
  return `(
SELECT history.*${fields.map((field, index) => `, ${text(field)} AS field_${index}`).join('')} FROM (
  SELECT ${KEY},
    minIf(at, type = 'learning.Enrolled') AS opened,
    minIf(toUnixTimestamp64Milli(occurred_at), type = 'learning.Enrolled') AS told_at,
    arraySort(groupUniqArrayIf(at, type = 'learning.Enrolled')) AS enrolled,
    groupUniqArrayIf(at, type = 'learning.Withdrawn') AS withdrawals,
    minIf(at, type = 'learning.CourseCompleted') AS first_completed,
    countIf(type = 'learning.CourseCompleted') > 0 AS completed,
    argMaxIf(if(type = 'learning.CourseCompleted', JSONExtractString(data, 'result'), ''), (at, source, id), type = 'learning.CourseCompleted') AS result,
    maxIf(at, ${IS_ACTIVITY}) AS last_activity,
    countIf(${IS_ACTIVITY}) > 0 AS active,
    if(active, last_activity, -1) AS last_active,
    ${shape.lapses ? `arraySort(groupUniqArrayIf(at, ${IS_ACTIVITY}))` : '[]::Array(Int64)'} AS activity
    ${own.map((name, index) => `, ${attribute(name)} AS attribute_${index}`).join('')}
  FROM ${factsOfEnrolments(['course', 'learner', 'source', 'id', 'type', 'occurred_at', 'data'], { known, where: known }, shape)}
  GROUP BY ${KEY}
  HAVING countIf(type = 'learning.Enrolled') > 0
) AS history
${people.map((name, index) => `LEFT JOIN ${toldOfPerson(name, parameters)} AS person_${index} ON history.learner = person_${index}.learner`).join('\n')}
WHERE ${['1', ...conditions].join(' AND ')}
)`;
};

/**
 * Completed if a completion was told, else withdrawn or current by the latest of Enrolled and Withdrawn. Beside it two
 * marks: lapsed (current, and silent for longer than the course's lapse period), returned (enrolled or active after a
 * withdrawal or a lapse).
 */
export const statesOfEnrolments = (query: EnrolmentsQuery, parameters: Parameters): string => `(
SELECT *,
  state = 'current' AND lapse > 0 AND {asOf:Int64} - signs[-1] > lapse AS lapsed,
  arrayExists(left -> left >= opened AND (NOT completed OR left < first_completed) AND last_known_sign > left, withdrawals)
    OR (lapse > 0 AND arrayExists((sign, before) -> before > 0 AND sign - before > lapse AND (NOT completed OR before + lapse < first_completed),
      signs, arrayPushFront(arrayPopBack(signs), 0))) AS returned
FROM (
  SELECT history.*,
    multiIf(completed, 'completed', notEmpty(withdrawals) AND arrayMax(withdrawals) >= enrolled[-1], 'withdrawn', 'current') AS state,
    settings.lapse_days * ${DAY_MS} AS lapse,
    greatest(enrolled[-1], last_active) AS last_known_sign,
    arraySort(arrayConcat([told_at], arrayFilter(one -> one > told_at, enrolled), activity)) AS signs
  FROM ${histories(query, parameters)} AS history
  LEFT JOIN ${courseSettings(query.shape.allCount)} AS settings ON history.course = settings.course
)
)`;

/** Narrows facts of enrolments to those of the enrolments that the question is about. */
export const ofTheQuestion = (query: EnrolmentsQuery, parameters: Parameters): string =>
  query.where.length === 0 ? '' : ` AND (${KEY}) IN (SELECT ${KEY} FROM ${histories(query, parameters)})`;
