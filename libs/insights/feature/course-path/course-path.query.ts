import { ACTIVITY_TYPES, countedFacts, type QueryLimits, type Warehouse } from '@laurel/insights-read-model';
import { Parameters } from '../conditions.ts';
import { type EnrolmentsQuery, KEY, ofTheQuestion } from '../enrolments/enrolments.query.ts';
import { enrolmentPaths, factsOfType, type PathQuery } from './enrolment-paths.query.ts';

const columnsOfKey = KEY.split(', ');
const ofPath = columnsOfKey.map((column) => `path.${column} AS ${column}`).join(', ');
const sameKeyAs = (other: string): string =>
  columnsOfKey.map((column) => `path.${column} = ${other}.${column}`).join(' AND ');

/** As JSON, where the course was described with any. */
export const describedModules = async (
  warehouse: Warehouse,
  { course, asOf }: { readonly course: string; readonly asOf: Date },
  limits: QueryLimits,
): Promise<string | undefined> => {
  const parameters = new Parameters(asOf);
  const where = `course = ${parameters.add(course, 'String')} AND JSONHas(data, 'modules')`;
  const described = countedFacts({
    columns: ['source', 'id', 'occurred_at', 'data'],
    from: 'course_descriptions',
    where,
  });
  const [row] = await warehouse.rows<{ modules: string }>(
    `SELECT JSONExtractRaw(data, 'modules') AS modules FROM ${described} ORDER BY (occurred_at, source, id) DESC LIMIT 1`,
    parameters.all,
    limits,
  );
  return row?.modules;
};

export interface ModuleFigures {
  /** 0: before any module. */
  readonly n: number;
  readonly required: string;
  readonly reached: string;
  readonly came: string;
  readonly last: string;
  readonly completed: string;
  readonly open: string;
  readonly stopped: string;
  readonly median: number | null;
  readonly p90: number | null;
  readonly spent: number | null;
  readonly of_completers: number | null;
}

/** Milliseconds to seconds, NULL where nobody has a time. */
const quantileOf = (level: number, value: string, condition: string): string =>
  `if(countIf(${condition}) = 0, NULL, quantileExactInclusiveIf(${level})((${value}) / 1000, ${condition}))`;

export const moduleFigures = (warehouse: Warehouse, query: PathQuery, limits: QueryLimits) => {
  const parameters = new Parameters(query.asOf);
  const isTimed = 'reached_it AND before >= 0 AND done[n] >= before';
  const sql = `
SELECT n,
  countIf(required_it) AS required, countIf(reached_it) AS reached, countIf(required_it AND furthest >= n) AS came,
  countIf(furthest = n) AS last, countIf(furthest = n AND place = 'completed') AS completed,
  countIf(furthest = n AND place = 'open') AS open, countIf(furthest = n AND place = 'stopped') AS stopped,
  ${quantileOf(0.5, 'done[n] - before', isTimed)} AS median, ${quantileOf(0.9, 'done[n] - before', isTimed)} AS p90,
  if(countIf(is_spender) = 0, NULL, quantileExactInclusiveIf(0.5)(seconds, is_spender)) AS spent,
  ${quantileOf(0.5, 'done[n] - began', "reached_it AND began >= 0 AND done[n] >= began AND place = 'completed'")} AS of_completers
FROM (
  SELECT furthest, place, began, done, seconds, n,
    n = 0 OR required[n] AS required_it, n = 0 OR done[n] < ${Number.MAX_SAFE_INTEGER} AS reached_it,
    furthest = n AND place = 'stopped' AND seconds > 0 AS is_spender,
    if(n = 0, -1, arrayMax(arrayPushFront(arrayFilter((at, m) -> m < n AND at <= done[n], done, range(1, ${query.modules.length + 1})), began))) AS before
  FROM ${enrolmentPaths(query, parameters)} AS path
  LEFT JOIN ${timeSpent(query, parameters)} AS spent ON ${sameKeyAs('spent')}
  ARRAY JOIN range(0, ${query.modules.length + 1}) AS n
)
GROUP BY n ORDER BY n`;
  return warehouse.rows<ModuleFigures>(sql, parameters.all, limits);
};

/** By enrolment in seconds: what was told as time, else what views took; what was told twice is one telling. */
const timeSpent = (query: EnrolmentsQuery, parameters: Parameters): string => `(
SELECT ${KEY},
  arraySum(one -> one.2, groupUniqArrayIf((content_hash, told), type = 'learning.TimeReported' AND NOT is_total))
    + maxIf(told, type = 'learning.TimeReported' AND is_total) AS reported,
  arraySum(one -> one.2, groupUniqArrayIf((content_hash, told), type = 'learning.ContentViewed')) AS viewed,
  if(reported > 0, reported, viewed) AS seconds
FROM (
  SELECT ${KEY}, type, content_hash, JSONExtractFloat(data, 'seconds') AS told, JSONExtractBool(data, 'cumulative') AS is_total
  FROM ${factsOfType(query, ['learning.TimeReported', 'learning.ContentViewed'], parameters)}
)
GROUP BY ${KEY}
)`;

export interface NextThing {
  readonly n: number;
  /** '' where nothing came. */
  readonly type: string;
  readonly module: string;
  readonly external: number;
  readonly enrolments: string;
}

const MOST_NEXT = 5;

/** What came after each module, the most frequent first. */
export const nextThings = (warehouse: Warehouse, query: PathQuery, limits: QueryLimits) => {
  const parameters = new Parameters(query.asOf);
  const sql = `
SELECT n, type, module, external, count() AS enrolments
FROM ${thingsAfter(query, parameters)}
GROUP BY n, type, module, external
ORDER BY n, enrolments DESC, type, module, external
LIMIT ${MOST_NEXT} BY n`;
  return warehouse.rows<NextThing>(sql, parameters.all, limits);
};

/** What each enrolment did next after each module that it finished; nothing where `type` is empty. */
export const thingsAfter = (query: PathQuery, parameters: Parameters): string => `(
SELECT ${KEY}, n, thing.4 AS type, thing.5 AS module, thing.6 AS external FROM (
  SELECT ${ofPath}, n, arrayFirst(one -> one.1 > done[n], things) AS thing
  FROM (SELECT * FROM ${enrolmentPaths(query, parameters)}) AS path
  LEFT JOIN ${thingsDone(query, parameters)} AS history ON ${sameKeyAs('history')}
  ARRAY JOIN range(1, ${query.modules.length + 1}) AS n
  WHERE done[n] < ${Number.MAX_SAFE_INTEGER}
)
)`;

/** By enrolment, oldest first: (milliseconds, source, id, type, module, external). */
const thingsDone = (query: EnrolmentsQuery, parameters: Parameters): string => `(
SELECT ${KEY}, arraySort(groupUniqArray((at, source, id, type, JSONExtractString(data, 'module'), ${IS_EXTERNAL}))) AS things
FROM ${factsOfType(query, ALL_TYPES, parameters)}
GROUP BY ${KEY}
)`;

const IS_EXTERNAL = "type = 'learning.ContentViewed' AND JSONExtractBool(data, 'external')";
const ALL_TYPES = [...ACTIVITY_TYPES, ...['learning.Enrolled', 'learning.Withdrawn', 'learning.CourseCompleted']];

export interface ExternalFigures {
  readonly content: string;
  readonly enrolments: string;
  readonly came_back: string;
  readonly not_back: string;
  readonly open: string;
}

/** A row per enrolment and content it left the course for. Back is who did anything in it after the last look, other than leave it again. */
export const externalViews = (query: PathQuery, parameters: Parameters): string => `(
SELECT ${ofPath}, view.1 AS content, place, arrayExists(at -> at > view.2, inside) AS is_back
FROM ${enrolmentPaths(query, parameters)} AS path
INNER JOIN (
  SELECT ${KEY}, groupUniqArrayIf(at, NOT is_external) AS inside,
    maxMapIf(map(content, at), is_external) AS views
  FROM (
    SELECT ${KEY}, at, ${IS_EXTERNAL} AS is_external, JSONExtractString(data, 'content') AS content
    FROM ${factsOfType(query, ALL_TYPES, parameters)}
  )
  GROUP BY ${KEY}
) AS seen ON ${sameKeyAs('seen')}
ARRAY JOIN CAST(views, 'Array(Tuple(String, Int64))') AS view
)`;

export const externalFigures = (warehouse: Warehouse, query: PathQuery, limits: QueryLimits) => {
  const parameters = new Parameters(query.asOf);
  const sql = `
SELECT content, count() AS enrolments, countIf(is_back) AS came_back,
  countIf(NOT is_back AND place != 'open') AS not_back, countIf(NOT is_back AND place = 'open') AS open
FROM ${externalViews(query, parameters)}
GROUP BY content
ORDER BY enrolments DESC, content LIMIT 50`;
  return warehouse.rows<ExternalFigures>(sql, parameters.all, limits);
};

export interface ItemFigures {
  readonly assessment: string;
  readonly item: string;
  readonly answered: string;
  readonly failed: string;
}

/** Of each attempt the latest fact about it. */
export const itemFigures = (warehouse: Warehouse, query: EnrolmentsQuery, limits: QueryLimits) => {
  const parameters = new Parameters(query.asOf);
  const sql = `
SELECT assessment, item, count() AS answered, countIf(NOT correct) AS failed
FROM ${answersToItems(query, parameters)}
GROUP BY assessment, item`;
  return warehouse.rows<ItemFigures>(sql, parameters.all, limits);
};

/** A row per answer that was told right or wrong, with the fact about the attempt that counts. */
export const answersToItems = (query: EnrolmentsQuery, parameters: Parameters): string => `(
SELECT assessment, latest.2 AS fact_source, latest.3 AS fact_id,
  JSONExtractString(response, 'item') AS item, JSONExtractBool(response, 'correct') AS correct
FROM (
  SELECT JSONExtractString(data, 'assessment') AS assessment, argMax((data, toString(source), id), (at, source, id)) AS latest
  FROM ${factsOfType(query, ['learning.AssessmentSubmitted'], parameters)}
  WHERE ${ofTheQuestion(query, parameters)}
  GROUP BY ${KEY}, assessment, greatest(JSONExtractUInt(data, 'attempt'), 1)
)
ARRAY JOIN JSONExtractArrayRaw(latest.1, 'responses') AS response
WHERE JSONHas(response, 'correct')
)`;

export type PaceQuery = PathQuery & {
  /** In seconds, null unknown: when those who completed had finished each module. */
  readonly times: readonly (number | null)[];
};

export const paceFigures = async (
  warehouse: Warehouse,
  query: PaceQuery,
  limits: QueryLimits,
): Promise<{ ahead: number; onPace: number; behind: number }> => {
  const parameters = new Parameters(query.asOf);
  const sql = `
SELECT countIf(furthest > expected) AS ahead, countIf(furthest = expected) AS on_pace, countIf(furthest < expected) AS behind
FROM ${openAgainstPace(query, parameters)}`;
  const [row] = await warehouse.rows<{ ahead: string; on_pace: string; behind: string }>(sql, parameters.all, limits);
  return { ahead: Number(row?.ahead), onPace: Number(row?.on_pace), behind: Number(row?.behind) };
};

/** Open enrolments with how far they got, and how far those who completed had got by then. */
export const openAgainstPace = (query: PaceQuery, parameters: Parameters): string => {
  const times = query.times.map((time) => (time === null ? Number.MAX_SAFE_INTEGER : Math.round(time * 1000)));
  return `(
SELECT ${KEY}, furthest, arrayMax(arrayPushFront(arrayMap((need, time, n) -> if(need AND time <= {asOf:Int64} - began, n, 0),
  required, [${times.join(', ')}]::Array(Int64), range(1, ${times.length + 1})), 0)) AS expected
FROM ${enrolmentPaths(query, parameters)}
WHERE place = 'open' AND began >= 0
)`;
};
