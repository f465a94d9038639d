import { type CompareQuestion } from '@laurel/contracts';
import { type QueryLimits, resultsTold, type Warehouse } from '@laurel/insights-read-model';
import { Parameters } from '../conditions.ts';
import {
  type AssessmentCounts,
  ENROLMENT_FIGURES,
  type EnrolmentCounts,
} from '../course-overview/course-overview.query.ts';
import { type EnrolmentsQuery, KEY, whomOf, statesOfEnrolments } from '../enrolments/enrolments.query.ts';

/** Groups by the text of a field, or by the period in which an enrolment was told to begin. */
export type Grouping = Pick<CompareQuestion, 'by' | 'periods'>;

export interface ComparisonQuery {
  readonly enrolments: EnrolmentsQuery;
  readonly grouping: Grouping;
  /** The largest so many groups, and these (see `keyOf`). */
  readonly limit: number;
  readonly always: readonly string[];
}

export interface GroupCounts extends EnrolmentCounts {
  readonly key: string;
  /** How many groups there are in all. */
  readonly all_groups: string;
}

export interface GroupScores extends AssessmentCounts {
  readonly key: string;
  /** Enrolments with a score, and the mean and variance (n - 1) of the means of their results. */
  readonly assessed: string;
  readonly average: number | null;
  readonly variance: number | null;
}

/** Groups are told apart by a text that is never NULL: nothing told is '', a value has '=' before it. */
export const keyOf = (value: string | null): string => (value === null ? '' : `=${value}`);
export const valueOf = (key: string): string | null => (key === '' ? null : key.slice(1));

export const groupCounts = (warehouse: Warehouse, query: ComparisonQuery, limits: QueryLimits) => {
  const parameters = new Parameters(query.enrolments.asOf);
  const sql = `
SELECT key, ${ENROLMENT_FIGURES}, count() OVER () AS all_groups
FROM ${grouped(query, parameters)}
GROUP BY key
ORDER BY ${[...query.always.map((key) => `key = ${parameters.add(key, 'String')} DESC`), 'enrolments DESC', 'key'].join(', ')}
LIMIT ${query.limit}`;
  return warehouse.rows<GroupCounts>(sql, parameters.all, limits);
};

/** Of these groups. */
export const groupScores = (
  warehouse: Warehouse,
  query: ComparisonQuery,
  keys: readonly string[],
  limits: QueryLimits,
) => {
  const parameters = new Parameters(query.enrolments.asOf);
  const among = keys.map((key) => parameters.add(key, 'String')).join(', ');
  const sql = `
SELECT key, submitted, scored, passed, median, length(means) AS assessed,
  if(scored = 0, NULL, arraySum((score, times) -> score * times, counted.1, counted.2) / scored) AS mean,
  if(assessed = 0, NULL, centre) AS average,
  if(assessed < 2, NULL, arraySum(one -> (one - centre) * (one - centre), means) / (assessed - 1)) AS variance
FROM (SELECT *, arrayAvg(means) AS centre FROM (
  SELECT key, sum(submissions) AS submitted, sum(length(scores)) AS scored, sum(passes) AS passed,
    sumMap(scores, arrayMap(one -> 1, scores)) AS counted,
    quantileExactInclusiveArray(0.5)(scores) AS median,
    arraySort(groupArrayIf(arrayAvg(scores), notEmpty(scores))) AS means
  FROM (
    SELECT key, ${KEY}, count() AS submissions, sum(passed) AS passes, arraySort(groupArrayIf(scaled, scored)) AS scores
    FROM ${resultsTold(whomOf(query.enrolments, parameters), query.enrolments.shape)} AS results
    INNER JOIN (SELECT ${KEY}, key FROM ${grouped(query, parameters)} WHERE key IN (${among})) AS groups USING (${KEY})
    GROUP BY key, ${KEY}
  )
  GROUP BY key
))`;
  return warehouse.rows<GroupScores>(sql, parameters.all, limits);
};

/** The states of the enrolments that are in a group, each with its key. */
export const grouped = (
  { enrolments, grouping: { by, periods = [] } }: Pick<ComparisonQuery, 'enrolments' | 'grouping'>,
  parameters: Parameters,
): string => {
  if (by !== undefined) {
    const states = statesOfEnrolments({ ...enrolments, fields: [by] }, parameters);
    return `(SELECT *, ifNull(concat('=', field_0), '') AS key FROM ${states})`;
  }
  const cases = periods.map(({ name, from, to }) => {
    const [begin, end] = [from, to].map((time) => parameters.add(Date.parse(time), 'Int64'));
    return `told_at >= ${begin} AND told_at < ${end}, ${parameters.add(keyOf(name), 'String')}`;
  });
  return `(SELECT *, multiIf(${cases.join(', ')}, '') AS key FROM ${statesOfEnrolments(enrolments, parameters)} WHERE key != '')`;
};
