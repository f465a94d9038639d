import { type Asker, type Condition, type FunnelQuestion } from '@laurel/contracts';
import {
  countedFacts,
  enrolledLearners,
  ENROLMENT_KEY,
  enrolmentFacts,
  type FactColumn,
  factsOfEnrolments,
  type QueryLimits,
  type ShapeOfFacts,
  shapeOfFacts,
  type Warehouse,
} from '@laurel/insights-read-model';
import { type UnitEvents } from '@laurel/statistics';
import {
  conditionSql,
  jsonText,
  namesOf,
  Parameters,
  personText,
  seenBy,
  splitField,
  toldOfPerson,
} from '../conditions.ts';
import { readUnits, type UnitLayout } from './packed-units.ts';

/** A step as the query needs it: any of these events. */
export interface StepEvents {
  readonly events: readonly { readonly event: string; readonly where: readonly Condition[] }[];
}

export interface FunnelQuery {
  readonly unit: FunnelQuestion['unit'];
  readonly steps: readonly StepEvents[];
  /** Milliseconds; starts are at or after `from` and before `to`. */
  readonly entered: { readonly from: number; readonly to: number };
  readonly asOf: Date;
  readonly asker: Asker;
}

/** So many steps fit beside time and hash into 128 bits. */
const NARROW_STEPS = 22;
const layoutOf = ({ steps }: FunnelQuery): UnitLayout => (steps.length <= NARROW_STEPS ? 'narrow' : 'wide');

/** Calls back with each unit that had the first step at all; its events in order of time, each once. */
export const eachUnit = async (
  warehouse: Warehouse,
  query: FunnelQuery,
  limits: QueryLimits,
  take: (unit: UnitEvents) => void,
): Promise<void> => {
  const parameters = new Parameters(query.asOf);
  const known = query.unit === 'enrolment' ? knownFacts(query, parameters) : undefined;
  const shape = await shapeOfFacts(warehouse, parameters.all, limits, known);
  const sql = compile(query, shape, parameters);
  await readUnits(warehouse.stream(sql, parameters.all, limits), layoutOf(query), take);
};

const COLUMNS: readonly FactColumn[] = ['learner', 'course', 'run', 'type', 'occurred_at', 'content_hash', 'data'];

const typesOf = ({ steps }: FunnelQuery): readonly string[] => [
  ...new Set(steps.flatMap(({ events }) => events.map(({ event }) => event))),
];

const ofTypes = (types: readonly string[], { asker }: FunnelQuery, parameters: Parameters): string =>
  `${seenBy(asker)} AND type IN (${types.map((type) => parameters.add(type, 'String')).join(', ')})`;

/** The facts whose enrolments the query wants to know, and those that open one. */
const knownFacts = (query: FunnelQuery, parameters: Parameters): string =>
  ofTypes([...typesOf(query), 'learning.Enrolled'], query, parameters);

/** The facts of the steps; with a condition on their enrolment each is looked up, as it may be of a learner's several. */
const factsOf = (query: FunnelQuery, joins: Joins, shape: ShapeOfFacts, parameters: Parameters): string => {
  const { allCount } = shape;
  const where = ofTypes(typesOf(query), query, parameters);
  if (query.unit === 'enrolment') {
    const ofEnrolled = `${where} AND (course, learner) IN (${enrolledLearners(allCount)})`;
    return factsOfEnrolments(COLUMNS, { known: knownFacts(query, parameters), where: ofEnrolled }, shape);
  }
  return joins.enrolment.length > 0
    ? enrolmentFacts(COLUMNS, where, allCount)
    : countedFacts({ columns: COLUMNS, where, allCount });
};

/** One pass: facts that match a step, packed into one integer each, sorted per unit. */
const compile = (query: FunnelQuery, shape: ShapeOfFacts, parameters: Parameters): string => {
  const layout = layoutOf(query);
  const fields = query.steps.flatMap(({ events }) => events.flatMap(({ where }) => where.map(({ field }) => field)));
  const joins = { person: namesOf('person', fields), enrolment: namesOf('enrolment', fields) };
  const unit: readonly string[] = query.unit === 'learner' ? ['learner'] : ENROLMENT_KEY;
  return `
SELECT arraySort(groupArray(${packed(layout)})) FROM (
  SELECT ${unit.map((column) => `fact.${column} AS ${column}`).join(', ')}, occurred_at, content_hash, ${stepBits(query, joins, parameters)} AS steps
  FROM ${factsOf(query, joins, shape, parameters)} AS fact
  ${joinsSql(joins, parameters)}
  WHERE ${query.unit === 'enrolment' ? 'enrolment_round > 0' : '1'}
)
WHERE steps != 0
GROUP BY ${unit.join(', ')}
HAVING bitAnd(groupBitOr(steps), 1) = 1`;
};

/** Time highest, so that numbers sort by it; the hash tells a fact told twice from two facts; the steps lowest. */
const packed = (layout: UnitLayout): string => {
  const time = 'toUnixTimestamp64Milli(occurred_at)';
  return layout === 'narrow'
    ? `bitOr(bitOr(bitShiftLeft(toUInt128(${time}), 80), bitShiftLeft(toUInt128(bitShiftRight(reinterpretAsUInt64(content_hash), 6)), 22)), toUInt128(steps))`
    : `bitOr(bitOr(bitShiftLeft(toUInt256(${time}), 208), bitShiftLeft(toUInt256(reinterpretAsUInt128(content_hash)), 60)), toUInt256(steps))`;
};

interface Joins {
  readonly person: readonly string[];
  readonly enrolment: readonly string[];
}

const stepBits = ({ steps, entered }: FunnelQuery, joins: Joins, parameters: Parameters): string =>
  steps
    .map(({ events }, index) => {
      const any = events.map((one) => {
        const all = one.where.map((condition) =>
          conditionSql(condition, fieldText(condition.field, joins, parameters), parameters),
        );
        return [`type = ${parameters.add(one.event, 'String')}`, ...all].join(' AND ');
      });
      const starts = index === 0 ? ` AND ${enteredSql(entered, parameters)}` : '';
      return `bitShiftLeft(toUInt64((${any.map((one) => `(${one})`).join(' OR ')})${starts}), ${index})`;
    })
    .join(' + ');

const enteredSql = ({ from, to }: FunnelQuery['entered'], parameters: Parameters): string => {
  const time = 'toUnixTimestamp64Milli(occurred_at)';
  const after = Number.isFinite(from) ? `${time} >= ${parameters.add(from, 'Int64')}` : '1';
  const before = Number.isFinite(to) ? `${time} < ${parameters.add(to, 'Int64')}` : '1';
  return `${after} AND ${before}`;
};

const fieldText = (field: string, joins: Joins, parameters: Parameters): string => {
  const [kind, name] = splitField(field);
  switch (kind) {
    case 'person':
      return personText(`person_${joins.person.indexOf(name)}.told`, 'toUnixTimestamp64Milli(occurred_at)');
    case 'enrolment':
      return `enrolment_${joins.enrolment.indexOf(name)}.text`;
    case 'event':
      return name === 'course' || name === 'run'
        ? `nullIf(fact.${name}, '')`
        : jsonText('data', name.split('.'), parameters);
    default:
      return `nullIf(fact.${kind === 'course' ? 'course' : 'run'}, '')`;
  }
};

const joinsSql = ({ person, enrolment }: Joins, parameters: Parameters): string =>
  [
    ...person.map((name, index) => {
      const alias = `person_${index}`;
      return `LEFT JOIN ${toldOfPerson(name, parameters)} AS ${alias} ON fact.learner = ${alias}.learner`;
    }),
    ...enrolment.map((name, index) => {
      const alias = `enrolment_${index}`;
      const on = ENROLMENT_KEY.map((column) => `fact.${column} = ${alias}.${column}`).join(' AND ');
      return `LEFT JOIN ${toldOfEnrolment(name, parameters)} AS ${alias} ON ${on}`;
    }),
  ].join('\n');

/** Per enrolment the attribute as it was last told. */
const toldOfEnrolment = (name: string, parameters: Parameters): string => `(
SELECT ${ENROLMENT_KEY.join(', ')}, argMax(${jsonText('data', ['attributes', name], parameters)}, (at, source, id)) AS text
FROM ${enrolmentFacts(['learner', 'course', 'source', 'id', 'data'], "type = 'learning.Enrolled'")}
WHERE enrolment_round > 0
GROUP BY ${ENROLMENT_KEY.join(', ')}
)`;
