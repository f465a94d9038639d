import { type DropoutFactorsQuestion, MAX_FACTOR_LEVELS, MAX_FACTOR_STRATA } from '@laurel/contracts';
import { type Warehouse } from '@laurel/insights-read-model';
import { Parameters } from '../conditions.ts';
import { EXIT } from '../dropout-curve/follow-up.ts';
import { codedOf, type FactorSource, isNumber, riskRows } from './factor-rows.query.ts';

export interface FactorLevel {
  readonly value: string;
  /** Enrolments in the regression on all factors. */
  readonly enrolments: number;
}

/** What the regression will be about, before any row of it is read. */
export interface FactorLook {
  readonly withdrawn: number;
  readonly notFollowed: number;
  readonly notInCohort: number;
  readonly followed: number;
  readonly enrolments: number;
  readonly learners: number;
  readonly events: number;
  /** Before alike ones are put together. */
  readonly rows: number;
  /** By factor: followed enrolments of which it is not known, and how many of them are in the regression. */
  readonly missing: readonly number[];
  readonly missingInside: readonly number[];
  readonly missingStratum: number;
  /** By factor, in order of their values; none of a number. At most one more than are allowed. */
  readonly levels: readonly (readonly FactorLevel[])[];
  /** By factor: how many different values; of a number 2 is several. */
  readonly valueCounts: readonly number[];
  readonly strata: readonly string[];
  readonly strataCount: number;
}

type Answer = Omit<FactorLook, 'levels' | 'missing' | 'missingInside' | 'valueCounts'> & {
  /** (missing, of these in the regression, different values, (value, enrolments in the regression) …) */
  readonly factors: readonly (readonly [number, number, number, readonly (readonly [string, number])[]])[];
};

/** Counts everything and finds the levels of each factor. */
export const lookAtFactors = async (
  warehouse: Warehouse,
  question: DropoutFactorsQuestion,
  source: FactorSource,
): Promise<FactorLook> => {
  const parameters = new Parameters(source.query.asOf);
  const factors = question.factors.map((factor, index) => {
    const value = `x_${index}`;
    const [values, levels] = isNumber(factor)
      ? [`if(minIf(${value}, inside) < maxIf(${value}, inside), 2, 1)`, '[]::Array(Tuple(String, UInt32))']
      : [`uniqExactIf(${value}, coded)`, levelsOf(value)];
    return `(toUInt32(countIf(is_followed AND isNull(${value}))), toUInt32(countIf(inside AND isNull(${value}))), toUInt32(${values}), ${levels})`;
  });
  const count = (condition: string): string => `toUInt32(countIf(${condition}))`;
  const sql = `
SELECT
  ${count('notEmpty(withdrawals) AND last')} AS withdrawn,
  ${count(`exit = ${EXIT.leftOut}`)} AS notFollowed,
  ${count(`exit = ${EXIT.notInCohort}`)} AS notInCohort,
  ${count('is_followed')} AS followed,
  ${count('inside')} AS enrolments,
  toUInt32(uniqExactIf(learner, inside)) AS learners,
  ${count(`inside AND exit = ${EXIT.dropout}`)} AS events,
  ${count('coded')} AS rows,
  ${count('is_followed AND isNull(stratum)')} AS missingStratum,
  arraySort(groupUniqArrayIf(${MAX_FACTOR_STRATA + 1})(assumeNotNull(stratum), coded)) AS strata,
  toUInt32(uniqExactIf(stratum, coded)) AS strataCount,
  [${factors.join(', ')}] AS factors
FROM (
  SELECT *, ${codedOf(question)} AS coded, last AND exit <= ${EXIT.completion} AS is_followed, is_followed AND complete AS inside
  FROM ${riskRows(question, source, parameters)}
)`;
  const [row] = await warehouse.rows<Answer>(sql, parameters.all, source.limits);
  if (!row) throw new Error('a count of everything has one row');
  const { factors: told, ...counts } = row;
  return {
    ...counts,
    missing: told.map(([missing]) => missing),
    missingInside: told.map(([, inside]) => inside),
    valueCounts: told.map(([, , values]) => values),
    levels: told.map(([, , , levels]) => levels.map(([value, enrolments]) => ({ value, enrolments }))),
  };
};

/** The values among the coded rows, in order, each with how many enrolments in the regression have it. */
const levelsOf = (value: string): string => {
  const counted = (among: string): string =>
    `sumMapIf([assumeNotNull(${value})], [toUInt32(1)], ${among} AND isNotNull(${value}))`;
  const first = `arraySlice(${counted('coded')}.1, 1, ${MAX_FACTOR_LEVELS + 1})`;
  return `arrayMap(value -> (value, toUInt32(${counted('inside')}.2[indexOf(${counted('inside')}.1, value)])), ${first})`;
};
