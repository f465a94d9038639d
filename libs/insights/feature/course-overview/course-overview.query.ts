import { type Asker, type CourseOverviewQuestion } from '@laurel/contracts';
import {
  courseSettings,
  ENROLMENT_KEY,
  enrolmentFacts,
  type QueryLimits,
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
}

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
  readonly tenths: Readonly<Record<string, string>>;
}

export const enrolmentFigures = (warehouse: Warehouse, query: OverviewQuery, limits: QueryLimits) => {
  const parameters = new Parameters(query.asOf);
  const sql = `
SELECT ${GROUP},
  count() AS enrolments,
  uniqExact(learner) AS learners,
  countIf(empty(activity)) AS never_started,
  countIf(state = 'current') AS current,
  countIf(activity[-1] > {asOf:Int64} - 7 * ${DAY_MS}) AS active_last_7_days,
  countIf(state = 'withdrawn') AS withdrawn,
  countIf(lapsed) AS lapsed,
  countIf(returned) AS returned,
  countIf(state = 'completed' AND result = 'pass') AS pass,
  countIf(state = 'completed' AND result = 'distinction') AS distinction,
  countIf(state = 'completed' AND result = 'fail') AS fail,
  countIf(state = 'completed' AND result NOT IN ('pass', 'distinction', 'fail')) AS other,
  sumMap(map(toString(toMonday(fromUnixTimestamp64Milli(told_at, 'UTC'))), 1)) AS weeks
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
  sumMapIf(map(toString(least(floor(assumeNotNull(scaled) * 10), 9)), 1), isNotNull(scaled)) AS tenths
FROM ${assessmentResults(query, parameters)}
GROUP BY ${GROUPING}`;
  return warehouse.rows<AssessmentFigures>(sql, parameters.all, limits);
};

const DAY_MS = 86_400_000;
const GROUP = 'course, enrolment_run AS run, grouping(course, enrolment_run) AS level';
const GROUPING = 'GROUPING SETS ((course, enrolment_run), (course), ())';
const KEY = ENROLMENT_KEY.join(', ');

const ACTIVITY = `
  'learning.CourseStarted', 'learning.Progressed', 'learning.ContentViewed', 'learning.AssessmentSubmitted',
  'learning.Attended', 'learning.TimeReported', 'learning.ActivityPerformed'`;
const IS_ACTIVITY = `type IN (${ACTIVITY}) AND NOT (type = 'learning.AssessmentSubmitted' AND JSONExtractBool(data, 'carriedOver'))`;

/** One row per enrolment that the question is about, with what is needed to tell its state. */
const histories = ({ where, asker }: OverviewQuery, parameters: Parameters): string => {
  const people = namesOf('person', where);
  const own = namesOf('enrolment', where);
  const attribute = (name: string): string =>
    `argMaxIf(${jsonText('data', ['attributes', name], parameters)}, (at, source, id), type = 'learning.Enrolled')`;
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
    argMaxIf(JSONExtractString(data, 'result'), (at, source, id), type = 'learning.CourseCompleted') AS result,
    arraySort(groupUniqArrayIf(at, ${IS_ACTIVITY})) AS activity
    ${own.map((name, index) => `, ${attribute(name)} AS attribute_${index}`).join('')}
  FROM ${enrolmentFacts(['course', 'learner', 'source', 'id', 'type', 'occurred_at', 'data'], `${seenBy(asker)} AND type IN ('learning.Enrolled', 'learning.Withdrawn', 'learning.CourseCompleted', ${ACTIVITY})`)}
  WHERE enrolment_round > 0
  GROUP BY ${KEY}
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
    greatest(enrolled[-1], activity[-1]) AS last_known_sign,
    arraySort(arrayConcat([told_at], arrayFilter(one -> one > told_at, enrolled), activity)) AS signs
  FROM ${histories(query, parameters)} AS history
  LEFT JOIN ${courseSettings} AS settings ON history.course = settings.course
)
)`;

/** One row per enrolment, assessment and attempt: the latest fact about it. */
const assessmentResults = (query: OverviewQuery, parameters: Parameters): string => `(
SELECT ${KEY},
  argMax((
    multiIf(
      JSONType(data, 'score', 'scaled') IN ('Int64', 'UInt64', 'Double'), toNullable(JSONExtractFloat(data, 'score', 'scaled')),
      JSONExtractFloat(data, 'score', 'max') > JSONExtractFloat(data, 'score', 'min'),
        toNullable((JSONExtractFloat(data, 'score', 'raw') - JSONExtractFloat(data, 'score', 'min')) / (JSONExtractFloat(data, 'score', 'max') - JSONExtractFloat(data, 'score', 'min'))),
      NULL),
    JSONExtractBool(data, 'passed')), (at, source, id)) AS latest,
  latest.1 AS scaled, latest.2 AS passed
FROM ${enrolmentFacts(['course', 'learner', 'source', 'id', 'data'], `${seenBy(query.asker)} AND type = 'learning.AssessmentSubmitted'`)}
WHERE enrolment_round > 0${ofTheQuestion(query, parameters)}
GROUP BY ${KEY}, JSONExtractString(data, 'assessment'), greatest(JSONExtractUInt(data, 'attempt'), 1)
)`;

const ofTheQuestion = (query: OverviewQuery, parameters: Parameters): string =>
  query.where.length === 0 ? '' : ` AND (${KEY}) IN (SELECT ${KEY} FROM ${histories(query, parameters)})`;
