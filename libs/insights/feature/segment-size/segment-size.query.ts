import { type Criterion, type SegmentSizes } from '@laurel/contracts';
import { type QueryLimits, type QueryParams, type Warehouse } from '@laurel/insights-read-model';
import { Parameters } from '../conditions.ts';
import { type EnrolmentsQuery, KEY, statesOfEnrolments } from '../enrolments/enrolments.query.ts';
import { meets } from '../enrolments/matching.query.ts';

interface Answer {
  readonly enrolments: string;
  readonly learners: string;
  readonly segment_enrolments: string;
  readonly segment_learners: string;
}

const NOBODY: Answer = { enrolments: '0', learners: '0', segment_enrolments: '0', segment_learners: '0' };

/** The size of the segment, and of what it was looked for among. */
export const segmentSizes = async (
  warehouse: Warehouse,
  query: EnrolmentsQuery,
  criterion: Criterion,
  limits: QueryLimits,
): Promise<SegmentSizes> => {
  const parameters = new Parameters(query.asOf);
  const { rows, params } = segmentRows(query, criterion);
  const sql = `
SELECT count() AS enrolments, uniqExact(learner) AS learners,
  countIf(meets) AS segment_enrolments, uniqExactIf(learner, meets) AS segment_learners
FROM ${rows(parameters)}`;
  const [answer = NOBODY] = await warehouse.rows<Answer>(sql, { ...parameters.all, ...params }, limits);
  return {
    segment: { enrolments: Number(answer.segment_enrolments), learners: Number(answer.segment_learners) },
    among: { enrolments: Number(answer.enrolments), learners: Number(answer.learners) },
  };
};

/** The enrolments that meet the conditions, and whether each `meets` the criterion. */
export const segmentRows = (
  query: EnrolmentsQuery,
  criterion: Criterion,
): { readonly rows: (parameters: Parameters) => string; readonly params: QueryParams } => {
  const { condition, params } = meets(criterion, query);
  const rows = (parameters: Parameters): string =>
    `(SELECT ${KEY}, ${condition} AS meets FROM ${statesOfEnrolments(query, parameters)})`;
  return { rows, params };
};
