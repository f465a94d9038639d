import { type Criterion, type SegmentSizes } from '@laurel/contracts';
import { type QueryLimits, type Warehouse } from '@laurel/insights-read-model';
import { Parameters } from '../conditions.ts';
import { type EnrolmentsQuery, statesOfEnrolments } from '../enrolments/enrolments.query.ts';
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
  const { condition, params } = meets(criterion, query);
  const sql = `
SELECT count() AS enrolments, uniqExact(learner) AS learners,
  countIf(meets) AS segment_enrolments, uniqExactIf(learner, meets) AS segment_learners
FROM (SELECT learner, ${condition} AS meets FROM ${statesOfEnrolments(query, parameters)})`;
  const [answer = NOBODY] = await warehouse.rows<Answer>(sql, { ...parameters.all, ...params }, limits);
  return {
    segment: { enrolments: Number(answer.segment_enrolments), learners: Number(answer.segment_learners) },
    among: { enrolments: Number(answer.enrolments), learners: Number(answer.learners) },
  };
};
