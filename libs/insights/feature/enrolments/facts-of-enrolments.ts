import { countedFacts, factsOfEnrolments, shapeOfTheirFacts } from '@laurel/insights-read-model';
import { type Parameters } from '../conditions.ts';
import { FACT_BEHIND_COLUMNS } from '../facts-behind.ts';
import { type EnrolmentsQuery, KEY, knownFacts, ofWhom } from './enrolments.query.ts';

/** SQL over a fact: it tells in which state its enrolment is, activity aside. */
export const TELLS_WHAT_BECAME = "type IN ('learning.Enrolled', 'learning.Withdrawn', 'learning.CourseCompleted')";
/** SQL over a fact: it opens an enrolment, or is one of the tellings of that. */
export const ENROLS = "type = 'learning.Enrolled'";
/** All that tells of an enrolment, its activity too. */
export const ALL_OF_IT = '1';

/** The facts of the enrolments in `rows` that `shows`, SQL over a fact, chooses among those that tell their states. */
export const factsOfThese = (
  query: EnrolmentsQuery,
  { rows, shows }: { readonly rows: string; readonly shows: string },
  parameters: Parameters,
): string => {
  const known = knownFacts(query, parameters);
  const taken = { known, where: `${known} AND ${shows}`, bind: parameters.bind };
  return `(
SELECT * FROM ${factsOfEnrolments(FACT_BEHIND_COLUMNS, taken, shapeOfTheirFacts(query.shape))}
WHERE (${KEY}) IN (SELECT ${KEY} FROM ${rows})
)`;
};

/** The facts of a type that `rows` name in `fact_source` and `fact_id`. */
export const factsNamedIn = (
  query: EnrolmentsQuery,
  { rows, type }: { readonly rows: string; readonly type: string },
  parameters: Parameters,
): string => {
  const where = `${ofWhom(query, parameters)} AND type = '${type}'`;
  const { allCount } = query.shape;
  return `(
SELECT * FROM ${countedFacts({ columns: FACT_BEHIND_COLUMNS, where, allCount })}
WHERE (source, id) IN (SELECT fact_source, fact_id FROM ${rows})
)`;
};
