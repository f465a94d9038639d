import { type Asker, type Condition } from '@laurel/contracts';
import { countedFacts, type QueryParams } from '@laurel/insights-read-model';

/** The parameters of one query: whatever a person typed is in here and never in the SQL. */
export class Parameters {
  private readonly values: Record<string, QueryParams[string]>;
  private readonly bound = new Map<readonly string[] | string, string>();

  constructor(asOf: Date) {
    this.values = { asOf: asOf.getTime() };
  }

  /** The placeholder to put into the SQL. */
  add(value: string | number | readonly string[], type: 'String' | 'Int64' | 'Float64' | 'Array(String)'): string {
    const name = `p${Object.keys(this.values).length}`;
    this.values[name] = value;
    return `{${name}:${type}}`;
  }

  /** The same list or text is one parameter, however often it is needed. */
  readonly bind = (value: readonly string[] | string): string => {
    const known = this.bound.get(value) ?? this.add(value, typeof value === 'string' ? 'String' : 'Array(String)');
    this.bound.set(value, known);
    return known;
  };

  get all(): QueryParams {
    return this.values;
  }
}

/** What this asker may see, compiled into every query. */
export const seenBy = (asker: Asker): string => {
  switch (asker.sees) {
    case 'everyone':
      return '1';
  }
};

/** A value inside JSON as text, NULL where there is none: what the source wrote as 3 and as "3" is the same. */
export const jsonText = (json: string, path: readonly string[], parameters: Parameters): string => {
  const at = [json, ...path.map((key) => parameters.add(key, 'String'))].join(', ');
  return `multiIf(JSONType(${at}) = 'String', toNullable(JSONExtractString(${at})), JSONType(${at}) = 'Null', NULL, JSONExtractRaw(${at}))`;
};

/** `enrolment.team` is ['enrolment', 'team']; an attribute's own name may hold dots. */
export const splitField = (field: string): readonly [kind: string, name: string] => {
  const dot = field.indexOf('.');
  return dot < 0 ? [field, ''] : [field.slice(0, dot), field.slice(dot + 1)];
};

/** The attributes of one kind among these fields, each once. */
export const namesOf = (kind: 'person' | 'enrolment', fields: readonly string[]): readonly string[] => [
  ...new Set(fields.map(splitField).flatMap(([of, name]) => (of === kind ? [name] : []))),
];

/** SQL of one condition over a field's text. Absent is unequal to everything and true of nothing else. */
export const conditionSql = (condition: Condition, text: string, parameters: Parameters): string => {
  if (condition.op === 'exists') return condition.value ? `isNotNull(${text})` : `isNull(${text})`;
  return `ifNull(${presentSql(condition, text, parameters)}, ${condition.op === 'ne' ? 1 : 0})`;
};

const SIGNS = { eq: '=', ne: '!=', lt: '<', lte: '<=', gt: '>', gte: '>=' } as const;

const presentSql = (condition: Exclude<Condition, { op: 'exists' }>, text: string, parameters: Parameters): string => {
  const textOf = (value: string | number | boolean): string => parameters.add(String(value), 'String');
  if (condition.op === 'in') return `${text} IN (${condition.value.map(textOf).join(', ')})`;
  if (condition.op === 'contains') return `position(${text}, ${textOf(condition.value)}) > 0`;
  // A number is larger or smaller as a number, with what is one; a text (an ISO time) as a text. Equal is equal as text.
  return typeof condition.value === 'number' && condition.op !== 'eq' && condition.op !== 'ne'
    ? `toFloat64OrNull(${text}) ${SIGNS[condition.op]} ${parameters.add(condition.value, 'Float64')}`
    : `${text} ${SIGNS[condition.op]} ${textOf(condition.value)}`;
};

/** Per learner what was told of one attribute, oldest first: (milliseconds, source, id, text). */
export const toldOfPerson = (name: string, parameters: Parameters): string => `(
SELECT learner, arraySort(groupUniqArray((toUnixTimestamp64Milli(occurred_at), source, id, assumeNotNull(text)))) AS told
FROM (
  SELECT learner, occurred_at, source, id, ${jsonText('data', ['attributes', name], parameters)} AS text
  FROM ${countedFacts({
    columns: ['learner', 'occurred_at', 'source', 'id', 'data'],
    where: "type = 'learning.PersonDescribed' AND course = ''", // where the table keeps them together
  })}
)
WHERE isNotNull(text)
GROUP BY learner
)`;

/** The attribute as it was at a time; NULL where nothing had been told. */
export const personText = (told: string, milliseconds: string): string => {
  const last = `arrayLast(one -> one.1 <= ${milliseconds}, ${told})`;
  return `if(${last}.2 = '', NULL, toNullable(${last}.4))`;
};
