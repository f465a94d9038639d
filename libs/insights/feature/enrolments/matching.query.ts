import { type Criterion } from '@laurel/contracts';
import { matchingQuery } from '@laurel/criteria-read-model';
import { countedFacts, enrolmentFacts, type QueryParams } from '@laurel/insights-read-model';
import { type EnrolmentsQuery, KEY } from './enrolments.query.ts';

/** What criteria are told about the facts. */
export const FACTS = { countedFacts, enrolmentFacts };

/** SQL over the columns of an enrolment: does it meet the criterion? Its parameters go beside those of the question. */
export const meets = (
  criterion: Criterion,
  { where, asOf }: EnrolmentsQuery,
): { readonly condition: string; readonly params: QueryParams } => {
  const { sql, params } = matchingQuery(FACTS, criterion, { where: onlyCourse(where), at: asOf });
  return { condition: `(${KEY}) IN (SELECT course, learner, run, registration, ordinal FROM (${sql}))`, params };
};

/** It is looked for in one course where the question is about one. */
const onlyCourse = (where: EnrolmentsQuery['where']): { readonly course?: string } => {
  const one = where.find(({ field, op }) => field === 'course' && op === 'eq');
  return one && 'value' in one ? { course: String(one.value) } : {};
};
