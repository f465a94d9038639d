import { type DropoutFactorsQuestion, type Factor } from '@laurel/contracts';
import { type QueryLimits, type Warehouse } from '@laurel/insights-read-model';
import { Parameters } from '../conditions.ts';
import { EXIT, followUps, inSteps } from '../dropout-curve/follow-up.ts';
import { type EnrolmentsQuery } from '../enrolments/enrolments.query.ts';
import { behaviourText, inPeriods, joinTold, periodOf } from './behaviour.query.ts';
import { type FactorLook } from './factor-look.query.ts';

/** Where the rows come from. */
export interface FactorSource {
  readonly query: EnrolmentsQuery;
  readonly limits: QueryLimits;
}

/** The fields that the states of enrolments have to read: of the factors in their order, then the stratum. */
export const fieldsOf = ({ factors, stratifyBy }: DropoutFactorsQuestion): readonly string[] => [
  ...factors.flatMap((one) => ('field' in one ? one.field : [])),
  ...(stratifyBy === undefined ? [] : [stratifyBy]),
];

export const isNumber = (factor: Factor): boolean => 'behaviour' in factor || factor.kind === 'number';

/** A factor that has to be known. */
const mustBeKnown = (factor: Factor): boolean => 'behaviour' in factor || factor.missing === 'leave-out';

/**
 * A row for each time (`start`, `stop`] in which nothing changes of an enrolment; `last` is the one it ends in, by `exit`.
 * The factors are x_0, x_1, … (text of a category, else a number; NULL where not known), beside `stratum`; `complete` has
 * all that a regression on all factors needs, `placed` a stratum.
 */
export const riskRows = (question: DropoutFactorsQuestion, source: FactorSource, parameters: Parameters): string => {
  const { factors, stratifyBy } = question;
  const { query } = source;
  const period = periodOf(question);
  const fields = fieldsOf(question);
  const followed = followUps(question, { ...query, everySign: period !== undefined }, parameters);
  const told = period === undefined ? '' : joinTold(question, query, parameters);
  const periods =
    period === undefined
      ? `(SELECT *, entry AS start, time AS stop, 1 AS last FROM ${followed})`
      : inPeriods(`(SELECT * FROM ${followed} AS followed ${told})`, question, period);
  let field = 0;
  const values = factors.map((factor, index) => {
    const value =
      'behaviour' in factor
        ? behaviourText(factor.behaviour, question, parameters)
        : textOrNumber(`field_${field++}`, isNumber(factor));
    return `${value} AS x_${index}`;
  });
  const known = factors.flatMap((factor, index) => (mustBeKnown(factor) ? [`isNotNull(x_${index})`] : []));
  return inSteps(
    periods,
    [...values, `${stratifyBy === undefined ? "toNullable('')" : `field_${fields.length - 1}`} AS stratum`].join(', '),
    `isNotNull(stratum) AS placed, ${['isNotNull(stratum)', ...known].join(' AND ')} AS complete`,
  );
};

const textOrNumber = (field: string, number: boolean): string =>
  number ? `if(isFinite(ifNull(toFloat64OrNull(${field}), nan)), toFloat64OrNull(${field}), NULL)` : field;

/** Followed, and known well enough: for a screening each factor by itself has to be known. */
export const codedOf = ({ screen }: DropoutFactorsQuestion): string =>
  `exit <= ${EXIT.completion} AND ${screen ? 'placed' : 'complete'}`;

/**
 * The rows in RowBinary, alike ones together: an array for each learner where they are `clustered`, else for each row, of
 * (start, stop, event, count, stratum, factors …) as `readCodedRows` reads them.
 */
export const streamRows = (
  warehouse: Warehouse,
  question: DropoutFactorsQuestion,
  source: FactorSource,
  { look, clustered, most }: { readonly look: FactorLook; readonly clustered: boolean; readonly most: number },
): AsyncIterable<Uint8Array> => {
  const parameters = new Parameters(source.query.asOf);
  const scale = question.timeUnit === 'day' ? 1 : 1000;
  const code = (value: string, levels: readonly string[], type: 'UInt8' | 'UInt16'): string => {
    if (levels.length === 0) return `to${type}(0)`;
    const codes = levels.map((_, index) => index + 1).join(', ');
    // What nobody had when the levels were looked at has arrived since: not known yet.
    return `to${type}(if(isNull(${value}), 0, transform(assumeNotNull(${value}), ${parameters.add(levels, 'Array(String)')}, [${codes}], 0)))`;
  };
  const coded = question.factors.map((factor, index) =>
    isNumber(factor)
      ? `toFloat64(ifNull(x_${index}, nan)) AS c_${index}`
      : `${code(`x_${index}`, look.levels[index]?.map(({ value }) => value) ?? [], 'UInt8')} AS c_${index}`,
  );
  const columns = [
    `toFloat64(start) / ${scale} AS from`,
    `toFloat64(stop) / ${scale} AS to`,
    `toUInt8(last AND exit = ${EXIT.dropout}) AS event`,
    `${code('stratum', look.strata, 'UInt16')} AS place`,
    ...coded,
  ];
  const names = ['from', 'to', 'event', 'place', ...coded.map((_, index) => `c_${index}`)];
  const record = `(from, to, event, n, place, ${coded.map((_, index) => `c_${index}`).join(', ')})`;
  const sql = `
SELECT ${clustered ? `groupArray(${record})` : `[${record}]`} AS rows
FROM (
  SELECT ${clustered ? 'learner, ' : ''}${columns.join(', ')}, toUInt32(count()) AS n
  FROM ${riskRows(question, source, parameters)}
  WHERE ${codedOf(question)}
  GROUP BY ${[...(clustered ? ['learner'] : []), ...names].join(', ')}
  LIMIT ${most}
)
${clustered ? 'GROUP BY learner' : ''}`;
  return warehouse.stream(sql, parameters.all, source.limits);
};
