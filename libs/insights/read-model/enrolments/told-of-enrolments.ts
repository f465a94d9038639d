/** What counts as activity of an enrolment. */
export const ACTIVITY_TYPES = [
  'learning.CourseStarted',
  'learning.Progressed',
  'learning.ContentViewed',
  'learning.AssessmentSubmitted',
  'learning.Attended',
  'learning.TimeReported',
  'learning.ActivityPerformed',
] as const;

const quoted = (types: readonly string[]): string => types.map((type) => `'${type}'`).join(', ');

/** The facts that tell the state of an enrolment. */
const STATE_TYPES = ['learning.Enrolled', 'learning.Withdrawn', 'learning.CourseCompleted', ...ACTIVITY_TYPES] as const;
const tellers: ReadonlySet<string> = new Set(STATE_TYPES);
export const tellsState = (type: string): boolean => tellers.has(type);
export const TELLS_STATE = `type IN (${quoted(STATE_TYPES)})`;

/** The first completion where none was told. */
export const NEVER_TOLD = '9223372036854775807';
const NO_COMPLETION = "(toInt64(-1), '', '', '')";

/** SQL over the facts; a result that was carried over from elsewhere is no activity. */
export const IS_ACTIVITY = `type IN (${quoted(ACTIVITY_TYPES)}) AND NOT (type = 'learning.AssessmentSubmitted' AND position(data, '"carriedOver":true') > 0 AND JSONExtractBool(data, 'carriedOver'))`;
const IS_DATED = `position(data, '"timeKnown":false') = 0 OR JSONExtractRaw(data, 'timeKnown') != 'false'`;

/** (name, text, milliseconds) of each attribute that an Enrolled tells; text as `jsonText` reads it. */
const ATTRIBUTES = `
arrayMap(one -> (one.1, if(startsWith(one.2, '"'), JSONExtractString(one.2), one.2), ms),
  arrayFilter(one -> one.2 != 'null', JSONExtractKeysAndValuesRaw(data, 'attributes')))`;

/** What `toldOfEnrolments` makes beside its key, as columns whose merge minds neither duplicates nor order. */
const TOLD_COLUMNS = {
  enrolled_dated: 'SimpleAggregateFunction(groupUniqArrayArray, Array(Int64))',
  enrolled_undated: 'SimpleAggregateFunction(groupUniqArrayArray, Array(Int64))',
  withdrawn_dated: 'SimpleAggregateFunction(groupUniqArrayArray, Array(Int64))',
  withdrawn_undated: 'SimpleAggregateFunction(groupUniqArrayArray, Array(Int64))',
  first_completion: 'SimpleAggregateFunction(min, Int64)',
  last_completion: 'SimpleAggregateFunction(max, Tuple(Int64, String, String, String))',
  last_active: 'SimpleAggregateFunction(max, Int64)',
  activity: 'SimpleAggregateFunction(groupUniqArrayArray, Array(Int64))',
  attributes: 'SimpleAggregateFunction(groupUniqArrayArray, Array(Tuple(String, String, Int64)))',
  known_by: 'SimpleAggregateFunction(max, Int64)',
};
export const TOLD = Object.keys(TOLD_COLUMNS);
export const TOLD_DDL = Object.entries(TOLD_COLUMNS)
  .map(([name, type]) => `${name} ${type}`)
  .join(', ');

/**
 * All that the facts tell of the state of each enrolment, one row per key; times in milliseconds. `undated` are times
 * that stand for "not known when"; `last_completion` is (time, source, id, result); -1 is never. `known_by` is when
 * everything had happened and been told.
 */
export const toldOfEnrolments = (key: readonly string[], facts: string): string => `
SELECT ${key.join(', ')},
  groupUniqArrayIf(ms, enrols AND dated) AS enrolled_dated,
  groupUniqArrayIf(ms, enrols AND NOT dated) AS enrolled_undated,
  groupUniqArrayIf(ms, withdraws AND dated) AS withdrawn_dated,
  groupUniqArrayIf(ms, withdraws AND NOT dated) AS withdrawn_undated,
  min(if(completes, ms, ${NEVER_TOLD})) AS first_completion,
  max(if(completes, (ms, toString(source), id, JSONExtractString(data, 'result')), ${NO_COMPLETION})) AS last_completion,
  max(if(is_activity, ms, -1)) AS last_active,
  groupUniqArrayIf(ms, is_activity) AS activity,
  groupUniqArrayArray(if(enrols, ${ATTRIBUTES}, [])) AS attributes,
  max(greatest(ms, toUnixTimestamp64Milli(recorded_at))) AS known_by
FROM (
  SELECT ${key.join(', ')}, source, id, data, recorded_at, toUnixTimestamp64Milli(occurred_at) AS ms,
    type = 'learning.Enrolled' AS enrols, type = 'learning.Withdrawn' AS withdraws,
    type = 'learning.CourseCompleted' AS completes, ${IS_ACTIVITY} AS is_activity,
    NOT (enrols OR withdraws) OR ${IS_DATED} AS dated
  FROM ${facts}
)
GROUP BY ${key.join(', ')}`;

/** The text of an attribute: the latest told, of equal times the greatest; NULL where none was. `name` is SQL. */
export const attributeText = (attributes: string, name: string): string => `
multiIf(countEqual(${attributes}.1, ${name}) = 0, NULL,
  countEqual(${attributes}.1, ${name}) = 1, toNullable(${attributes}.2[indexOf(${attributes}.1, ${name})]),
  arraySort(one -> (one.3, one.2), arrayFilter(one -> one.1 = ${name}, ${attributes}))[-1].2)`;
