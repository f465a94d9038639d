import { enrolledLearners, factsOfEnrolments, type QueryLimits, type Warehouse } from '@laurel/insights-read-model';
import { Parameters } from '../conditions.ts';
import {
  type EnrolmentsQuery,
  KEY,
  knownFacts,
  ofTheQuestion,
  statesOfEnrolments,
} from '../enrolments/enrolments.query.ts';

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

export const enrolmentFigures = (warehouse: Warehouse, query: EnrolmentsQuery, limits: QueryLimits) => {
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
export const assessmentFigures = (warehouse: Warehouse, query: EnrolmentsQuery, limits: QueryLimits) => {
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

/**
 * One row per enrolment, assessment and attempt: the latest fact about it. Each fact's JSON is read once. A result without a
 * score has no tenth: `least` would ignore its NULL.
 */
export const assessmentResults = (query: EnrolmentsQuery, parameters: Parameters): string => {
  const known = knownFacts(query, parameters);
  const where = `${known} AND type = 'learning.AssessmentSubmitted' AND (course, learner) IN (${enrolledLearners(query.shape.allCount)})`;
  return `(
SELECT ${KEY},
  argMax((
    ifNull(told.score.scaled, (told.score.raw - told.score.min) / if(told.score.max > told.score.min, told.score.max - told.score.min, NULL)),
    told.passed, source, id), (at, source, id)) AS latest,
  latest.1 AS scaled, latest.2 AS passed, latest.3 AS fact_source, latest.4 AS fact_id, if(isNull(scaled), NULL, toInt8(least(floor(scaled * 10), 9))) AS tenth
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
