import { type FunnelQuestion } from '@laurel/contracts';
import { countedFacts, ENROLMENT_KEY, factsOfEnrolments, type ShapeOfFacts } from '@laurel/insights-read-model';
import { type Parameters, splitField } from '../conditions.ts';
import { type ValueForm } from './value-codes.ts';

/** Where the values of a breakdown come from. */
export interface BreakdownSql {
  readonly field: string;
  /** A value beside each event, or a history beside each unit: what is told of people is joined once, not to each event. */
  readonly beside: 'event' | 'unit';
  readonly form: ValueForm;
  /** Joins the history to the units. */
  readonly keys: readonly string[];
  /** Fields that each event is joined with. */
  readonly joined: readonly string[];
}

export const breakdownOf = (field: string, unit: FunnelQuestion['unit']): BreakdownSql => {
  const [kind, name] = splitField(field);
  if (kind === 'person') return { field, beside: 'unit', form: 'json', keys: ['learner'], joined: [] };
  if (kind === 'enrolment')
    return unit === 'enrolment'
      ? { field, beside: 'unit', form: 'json', keys: ENROLMENT_KEY, joined: [] }
      : { field, beside: 'event', form: 'plain', keys: [], joined: [field] };
  const ofData = kind === 'event' && name !== 'course' && name !== 'run';
  return { field, beside: 'event', form: ofData ? 'json' : 'plain', keys: [], joined: [] };
};

interface Reading {
  readonly shape: ShapeOfFacts;
  /** What the shape is of, and whose enrolments are asked for. */
  readonly known: string;
  readonly whose: string;
  readonly who: string;
  readonly parameters: Parameters;
}

/** By key the values told, oldest first: (milliseconds from which it holds, JSON). */
export const historySql = (
  { field, keys }: BreakdownSql,
  { shape, known, whose, who, parameters }: Reading,
): string => {
  const [kind, name] = splitField(field);
  const raw = `JSONExtractRaw(data, 'attributes', ${parameters.add(name, 'String')})`;
  const told =
    kind === 'person' ? ofPeople(raw, who, shape.allCount) : ofEnrolments(raw, { shape, known, whose, parameters });
  return `(
SELECT ${keys.join(', ')}, arrayMap(one -> (one.1, one.4), arraySort(groupArray((since, source, id, raw)))) AS history
FROM ${told}
WHERE raw NOT IN ('', 'null')
GROUP BY ${keys.join(', ')}
)`;
};

const ofPeople = (raw: string, who: string, allCount: ShapeOfFacts['allCount']): string => `(
SELECT learner, toUnixTimestamp64Milli(occurred_at) AS since, toString(source) AS source, id, ${raw} AS raw
FROM ${countedFacts({
  columns: ['learner', 'occurred_at', 'source', 'id', 'data'],
  where: `${who} AND type = 'learning.PersonDescribed' AND course = ''`,
  allCount,
})}
)`;

/** What was said last of an enrolment holds from its beginning. */
const ofEnrolments = (raw: string, { shape, known, whose, parameters }: Omit<Reading, 'who'>): string => `(
SELECT ${ENROLMENT_KEY.join(', ')}, toInt64(-1) AS since, argMax(toString(source), last) AS source, argMax(id, last) AS id, argMax(raw_, last) AS raw
FROM (
  SELECT ${ENROLMENT_KEY.join(', ')}, source, id, ${raw} AS raw_, (at, source, id) AS last
  FROM ${factsOfEnrolments(['learner', 'course', 'source', 'id', 'data'], { known, where: `${whose} AND type = 'learning.Enrolled'`, bind: parameters.bind }, shape)}
)
WHERE enrolment_round > 0 AND raw_ NOT IN ('', 'null')
GROUP BY ${ENROLMENT_KEY.join(', ')}
)`;
