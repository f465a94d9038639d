import { type Comparison, type EventMatch } from '@laurel/contracts';
import { type SqlParameters } from './sql-parameters.ts';

/** SQL: how a value inside of JSON compares; as `compares` says it, of one type only. */
export const comparesSql = (values: SqlParameters, data: string, path: readonly string[], test: Comparison): string => {
  const place = [data, ...path.map((step) => values.of(step, 'String'))].join(', ');
  switch (test.op) {
    case 'eq':
      return equals(values, place, test.value);
    case 'ne':
      return `not ${equals(values, place, test.value)}`;
    case 'in':
      return `(${test.value.map((one) => equals(values, place, one)).join(' or ')})`;
    case 'exists':
      return `(JSONType(${place}) ${test.value ? '!=' : '='} 'Null')`;
    case 'contains':
      return ofText(place, `position(JSONExtractString(${place}), ${values.of(test.value, 'String')}) > 0`);
    default:
      return inOrder(values, place, test);
  }
};

const SIGNS = { lt: '<', lte: '<=', gt: '>', gte: '>=' } as const;

type InOrder = Extract<Comparison, { readonly op: keyof typeof SIGNS }>;

const inOrder = (values: SqlParameters, place: string, { op, value }: InOrder): string =>
  typeof value === 'number'
    ? ofNumber(place, `JSONExtractFloat(${place}) ${SIGNS[op]} ${values.of(value, 'Float64')}`)
    : ofText(place, `JSONExtractString(${place}) ${SIGNS[op]} ${values.of(value, 'String')}`);

/** Of the same type and equal, as `===` has it. */
const equals = (values: SqlParameters, place: string, value: string | number | boolean): string => {
  switch (typeof value) {
    case 'string':
      return ofText(place, `JSONExtractString(${place}) = ${values.of(value, 'String')}`);
    case 'number':
      return ofNumber(place, `JSONExtractFloat(${place}) = ${values.of(value, 'Float64')}`);
    default:
      return `(JSONType(${place}) = 'Bool' and JSONExtractBool(${place}) = ${value ? 1 : 0})`;
  }
};

const ofText = (place: string, holds: string): string => `(JSONType(${place}) = 'String' and ${holds})`;
const ofNumber = (place: string, holds: string): string =>
  `(JSONType(${place}) in ('Int64', 'UInt64', 'Double') and ${holds})`;

/** SQL over the columns of `facts`: is it one of these? */
export const matchesSql = (values: SqlParameters, events: readonly EventMatch[]): string => {
  const one = ({ event, where = [] }: EventMatch): string => {
    const tests = where.map(({ field, test }) => comparesSql(values, 'data', field.split('.'), test));
    return `(${[`type = ${values.of(event, 'String')}`, ...tests].join(' and ')})`;
  };
  return `(${events.map(one).join(' or ')})`;
};
