import { type Asker, type CourseOverviewQuestion } from '@laurel/contracts';
import {
  courseSettings,
  enrolledLearners,
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

export interface OverviewQuery {
  readonly where: CourseOverviewQuestion['where'];
  readonly asOf: Date;
  readonly asker: Asker;
  readonly shape: ShapeOfFacts;
}

/** What was told decides how much of the queries is needed. */
export const shapeFor = (
  warehouse: Warehouse,
  query: Omit<OverviewQuery, 'shape'>,
  limits: QueryLimits,
): Promise<ShapeOfFacts> => {
  const parameters = new Parameters(query.asOf);
  const where = knownFacts(query, parameters);
  return shapeOfFacts(warehouse, parameters.all, limits, where);
};

/** Whose figures: a run's at level 0, a course's at level 1, all together at level 3. */
export interface Group {
  readonly course: string;
  readonly run: string;
  readonly level: string;
}

export interface EnrolmentFigures extends Group {
  readonly enrolments: string;
  readonly learners: string;
  readonly never_started: string;
  readonly current: string;
  readonly active_last_7_days: string;
  readonly withdrawn: string;
  readonly lapsed: string;
  readonly returned: string;
  readonly pass: string;
  readonly distinction: string;
  readonly fail: string;
  readonly other: string;
  /** Enrolments by Monday. */
  readonly weeks: Readonly<Record<string, string>>;
}

export interface AssessmentFigures extends Group {
  readonly submitted: string;
  readonly scored: string;
  readonly passed: string;
  readonly mean: number | null;
  readonly median: number | null;
  /** Results by tenth of the scaled score; a perfect one belongs to the last. */
  readonly tenths: readonly string[];
}

export const enrolmentFigures = (warehouse: Warehouse, query: OverviewQuery, limits: QueryLimits) => {
  const parameters = new Parameters(query.asOf);
  const sql = `
SELECT ${GROUP},
  count() AS enrolments,
  uniqExact(learner) AS learners,
  countIf(last_active < 0) AS never_started,
  countIf(state = 'current') AS current,
  countIf(last_active > {asOf:Int64} - 7 * ${DAY_MS}) AS active_last_7_days,
  countIf(state = 'withdrawn') AS withdrawn,
  countIf(lapsed) AS lapsed,
  countIf(returned) AS returned,
  countIf(state = 'completed' AND result = 'pass') AS pass,
  countIf(state = 'completed' AND result = 'distinction') AS distinction,
  countIf(state = 'completed' AND result = 'fail') AS fail,
  countIf(state = 'completed' AND result NOT IN ('pass', 'distinction', 'fail')) AS other,
  sumMap(map(toMonday(fromUnixTimestamp64Milli(told_at, 'UTC')), 1)) AS weeks
FROM ${statesOfEnrolments(query, parameters)}
GROUP BY ${GROUPING}`;
  return warehouse.rows<EnrolmentFigures>(sql, parameters.all, limits);
};

/** Floating point sums depend on their order, and rows come in any: the mean is of the scores from low to high. */
export const assessmentFigures = (warehouse: Warehouse, query: OverviewQuery, limits: QueryLimits) => {
  const parameters = new Parameters(query.asOf);
  const sql = `
SELECT ${GROUP},
  count() AS submitted,
  count(scaled) AS scored,
  countIf(passed = 1) AS passed,
  if(scored = 0, NULL, arrayAvg(arraySort(groupArray(scaled)))) AS mean,
  quantileExactInclusive(0.5)(scaled) AS median,
  [${TENTHS.map((tenth) => `countIf(tenth = ${tenth})`).join(', ')}] AS tenths
FROM ${assessmentResults(query, parameters)}
GROUP BY ${GROUPING}`;
  return warehouse.rows<AssessmentFigures>(sql, parameters.all, limits);
};

const TENTHS = Array.from({ length: 10 }, (_, tenth) => tenth);
const DAY_MS = 86_400_000;
const GROUP = 'course, enrolment_run AS run, grouping(course, enrolment_run) AS level';
const GROUPING = 'GROUPING SETS ((course, enrolment_run), (course), ())';
const KEY = ENROLMENT_KEY.join(', ');

const ACTIVITY = `
  'learning.CourseStarted', 'learning.Progressed', 'learning.ContentViewed', 'learning.AssessmentSubmitted',
  'learning.Attended', 'learning.TimeReported', 'learning.ActivityPerformed'`;
const IS_ACTIVITY = `type IN (${ACTIVITY}) AND NOT (type = 'learning.AssessmentSubmitted' AND position(data, '"carriedOver":true') > 0 AND JSONExtractBool(data, 'carriedOver'))`;

/** The facts that tell the state of an enrolment; only of the courses asked about, which the table is sorted by. */
const knownFacts = ({ where, asker }: Pick<OverviewQuery, 'where' | 'asker'>, parameters: Parameters): string => {
  const courses = where
    .filter(({ field }) => field === 'course')
    .map((condition) => conditionSql(condition, "nullIf(course, '')", parameters));
  const types = `type IN ('learning.Enrolled', 'learning.Withdrawn', 'learning.CourseCompleted', ${ACTIVITY})`;
  return [seenBy(asker), types, ...courses].join(' AND ');
};

/** One row per enrolment that the question is about, with what is needed to tell its state. */
const histories = (query: OverviewQuery, parameters: Parameters): string => {
  const { where, shape } = query;
  const known = knownFacts(query, parameters);
  const people = namesOf('person', where);
  const own = namesOf('enrolment', where);
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
SELECT history.* FROM (
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
const statesOfEnrolments = (query: OverviewQuery, parameters: Parameters): string => `(
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

/** One row per enrolment, assessment and attempt: the latest fact about it. Each fact's JSON is read once. */
const assessmentResults = (query: OverviewQuery, parameters: Parameters): string => {
  const known = knownFacts(query, parameters);
  const where = `${known} AND type = 'learning.AssessmentSubmitted' AND (course, learner) IN (${enrolledLearners(query.shape.allCount)})`;
  return `(
SELECT ${KEY},
  argMax((
    ifNull(told.score.scaled, (told.score.raw - told.score.min) / if(told.score.max > told.score.min, told.score.max - told.score.min, NULL)),
    told.passed), (at, source, id)) AS latest,
  latest.1 AS scaled, latest.2 AS passed, toInt8(least(floor(scaled * 10), 9)) AS tenth
FROM (
  SELECT ${KEY}, at, source, id, JSONExtract(data, '${RESULT}') AS told
  FROM ${factsOfEnrolments(['course', 'learner', 'source', 'id', 'data'], { known, where }, query.shape)}
)
WHERE 1${ofTheQuestion(query, parameters)}
GROUP BY ${KEY}, told.assessment, greatest(told.attempt, 1)
)`;
};

/** Of an AssessmentSubmitted's data; numbers that are not there are 0, as a score's least is. */
const RESULT =
  'Tuple(assessment String, attempt UInt64, passed Bool, score Tuple(raw Float64, min Float64, max Float64, scaled Nullable(Float64)))';

const ofTheQuestion = (query: OverviewQuery, parameters: Parameters): string =>
  query.where.length === 0 ? '' : ` AND (${KEY}) IN (SELECT ${KEY} FROM ${histories(query, parameters)})`;
