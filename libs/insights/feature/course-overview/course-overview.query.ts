import { resultsTold, type QueryLimits, type Warehouse } from '@laurel/insights-read-model';
import { Parameters } from '../conditions.ts';
import { type EnrolmentsQuery, ofTheQuestion, whomOf, statesOfEnrolments } from '../enrolments/enrolments.query.ts';

/** Whose figures: a run's at level 0, a course's at level 1, all together at level 3. */
export interface Group {
  readonly course: string;
  readonly run: string;
  readonly level: string;
}

/** What `ENROLMENT_FIGURES` selects. */
export interface EnrolmentCounts {
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
}

export interface EnrolmentFigures extends Group, EnrolmentCounts {
  /** Enrolments by Monday. */
  readonly weeks: Readonly<Record<string, string>>;
}

export interface AssessmentCounts {
  readonly submitted: string;
  readonly scored: string;
  readonly passed: string;
  readonly mean: number | null;
  readonly median: number | null;
}

export interface AssessmentFigures extends Group, AssessmentCounts {
  /** Results by tenth of the scaled score; a perfect one belongs to the last. */
  readonly tenths: readonly string[];
}

const DAY_MS = 86_400_000;

/** Over states of enrolments. */
export const ENROLMENT_FIGURES = `
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
  countIf(state = 'completed' AND result NOT IN ('pass', 'distinction', 'fail')) AS other`;

export const enrolmentFigures = (warehouse: Warehouse, query: EnrolmentsQuery, limits: QueryLimits) => {
  const parameters = new Parameters(query.asOf);
  const sql = `
SELECT ${GROUP},
  ${ENROLMENT_FIGURES},
  sumMap(map(toMonday(fromUnixTimestamp64Milli(told_at, 'UTC')), 1)) AS weeks
FROM ${statesOfEnrolments(query, parameters)}
GROUP BY ${GROUPING}`;
  return warehouse.rows<EnrolmentFigures>(sql, parameters.all, limits);
};

/**
 * Results of one score are counted first, so that the rest is work on as many rows as there are different scores.
 * Floating point sums depend on their order, and rows come in any: the mean is of the scores from low to high.
 */
export const assessmentFigures = (warehouse: Warehouse, query: EnrolmentsQuery, limits: QueryLimits) => {
  const parameters = new Parameters(query.asOf);
  const sql = `
SELECT course, run, level, submitted, scored, passed, tenths,
  if(scored = 0, NULL, arraySum(one -> one.1 * one.2, scores) / scored) AS mean,
  arrayCumSum(scores.2) AS counted,
  (scored - 1) / 2 AS middle,
  ${scoreAt('floor(middle)')} AS below,
  if(scored = 0, NULL, below + (middle - floor(middle)) * (${scoreAt('ceil(middle)')} - below)) AS median
FROM (
  SELECT ${GROUP},
    sum(results) AS submitted,
    sumIf(results, has_score) AS scored,
    sum(passes) AS passed,
    [${TENTHS.map((tenth) => `sumIf(results, has_score AND least(floor(scaled * 10), 9) = ${tenth})`).join(', ')}] AS tenths,
    arraySort(groupArrayIf((scaled, results), has_score)) AS scores
  FROM (
    SELECT course, enrolment_run, scored AS has_score, scaled, count() AS results, sum(passed) AS passes
    FROM ${resultsTold(whomOf(query, parameters), query.shape)}
    WHERE ${ofTheQuestion(query, parameters)}
    GROUP BY course, enrolment_run, has_score, scaled
  )
  GROUP BY ${GROUPING}
)`;
  return warehouse.rows<AssessmentFigures>(sql, parameters.all, limits);
};

/** Of the scores from low to high the one at this place, from 0. */
const scoreAt = (place: string): string => `scores[arrayFirstIndex(upTo -> upTo > ${place}, counted)].1`;

const TENTHS = Array.from({ length: 10 }, (_, tenth) => tenth);
const GROUP = 'course, enrolment_run AS run, grouping(course, enrolment_run) AS level';
const GROUPING = 'GROUPING SETS ((course, enrolment_run), (course), ())';
