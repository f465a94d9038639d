import { type DropoutCurveQuestion } from '@laurel/contracts';
import { type QueryLimits, type Warehouse } from '@laurel/insights-read-model';
import { Parameters } from '../conditions.ts';
import { type EnrolmentsQuery, statesOfEnrolments } from '../enrolments/enrolments.query.ts';
import { EXIT, followUps } from './follow-up.ts';

/** Counts of one group in one stratum; times in days or milliseconds from the origin. */
export interface CountedExits {
  readonly value: string | null;
  readonly stratum: string | null;
  /** (exit, time, enrolments), see `EXIT`. */
  readonly exits: readonly (readonly [exit: number, time: number, count: number])[];
}

export interface CountedEntries extends Pick<CountedExits, 'value' | 'stratum'> {
  readonly entries: readonly (readonly [time: number, count: number])[];
}

export interface CountedReturns extends Pick<CountedExits, 'value'> {
  readonly histories: readonly (readonly [entry: number, end: number, returns: readonly number[], count: number])[];
}

/** What became of the enrolments, counted in the engine: as many numbers as there are different times. */
export const countExits = (
  warehouse: Warehouse,
  question: DropoutCurveQuestion,
  { query, limits }: { readonly query: EnrolmentsQuery; readonly limits: QueryLimits },
): Promise<readonly CountedExits[]> => {
  const parameters = new Parameters(query.asOf);
  const sql = `
SELECT value, stratum, groupArray((toUInt8(exit), toFloat64(time), toUInt32(enrolments))) AS exits
FROM (
  SELECT ${valueAndStratum(question)}, exit, (exit <= ${EXIT.completion}) * time AS time, count() AS enrolments
  FROM ${followUps(question, query, parameters)}
  GROUP BY value, stratum, exit, time
)
GROUP BY value, stratum`;
  return warehouse.rows<CountedExits>(sql, parameters.all, limits);
};

/** When those in the curve come under observation. */
export const countEntries = (
  warehouse: Warehouse,
  question: DropoutCurveQuestion,
  { query, limits }: { readonly query: EnrolmentsQuery; readonly limits: QueryLimits },
): Promise<readonly CountedEntries[]> => {
  const parameters = new Parameters(query.asOf);
  const sql = `
SELECT value, stratum, groupArray((toFloat64(entry), toUInt32(enrolments))) AS entries
FROM (
  SELECT ${valueAndStratum(question)}, entry, count() AS enrolments
  FROM ${followUps(question, query, parameters)}
  WHERE exit <= ${EXIT.completion}
  GROUP BY value, stratum, entry
)
GROUP BY value, stratum`;
  return warehouse.rows<CountedEntries>(sql, parameters.all, limits);
};

/** What those in the curve went through, alike histories together. */
export const countReturns = (
  warehouse: Warehouse,
  question: DropoutCurveQuestion,
  { query, limits }: { readonly query: EnrolmentsQuery; readonly limits: QueryLimits },
): Promise<readonly CountedReturns[]> => {
  const parameters = new Parameters(query.asOf);
  const sql = `
SELECT value, groupArray((toFloat64(entry), toFloat64(observed), arrayMap(after -> toFloat64(after), returns), toUInt32(enrolments))) AS histories
FROM (
  SELECT ${valueOf(question)} AS value, entry, observed, arraySort(returns) AS returns, count() AS enrolments
  FROM ${followUps({ ...question, recurrent: true }, { ...query, everySign: true }, parameters)}
  WHERE exit <= ${EXIT.completion}
  GROUP BY value, entry, observed, returns
)
GROUP BY value`;
  return warehouse.rows<CountedReturns>(sql, parameters.all, limits);
};

/** Whether a withdrawal was ever told in the courses that the question is about. */
export const anybodyWithdrew = async (
  warehouse: Warehouse,
  query: EnrolmentsQuery,
  limits: QueryLimits,
): Promise<boolean> => {
  const parameters = new Parameters(query.asOf);
  const where = query.where.filter(({ field }) => field === 'course');
  const sql = `SELECT 1 FROM ${statesOfEnrolments({ ...query, where, fields: [], lapseMs: 0 }, parameters)} WHERE notEmpty(withdrawals) LIMIT 1`;
  return (await warehouse.rows(sql, parameters.all, limits)).length > 0;
};

/** The fields that the states of enrolments have to read, the value first, then the stratum. */
export const fieldsOf = ({ groupBy, stratifyBy }: DropoutCurveQuestion): readonly string[] =>
  [groupBy, stratifyBy].filter((field) => field !== undefined);

const NOTHING = "CAST(NULL, 'Nullable(String)')";
export const valueOf = ({ groupBy }: DropoutCurveQuestion): string => (groupBy === undefined ? NOTHING : 'field_0');
const valueAndStratum = (question: DropoutCurveQuestion): string =>
  `${valueOf(question)} AS value, ${question.stratifyBy === undefined ? NOTHING : 'field_1'} AS stratum`;
