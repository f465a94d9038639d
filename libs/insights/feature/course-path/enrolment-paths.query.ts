import { type Condition } from '@laurel/contracts';
import { enrolledLearners, factsOfEnrolments, shapeOfTheirFacts } from '@laurel/insights-read-model';
import { type Parameters } from '../conditions.ts';
import { type EnrolmentsQuery, KEY, knownFacts, ofWhom, statesOfEnrolments } from '../enrolments/enrolments.query.ts';

/** A module as the course describes it. */
export interface DescribedModule {
  readonly id: string;
  readonly title?: string | undefined;
  readonly optional?: boolean | undefined;
  readonly requiredFor?: readonly string[] | undefined;
}

export interface PathQuery extends EnrolmentsQuery {
  readonly modules: readonly DescribedModule[];
  /** Milliseconds; undefined: what the course states, else 30 days. */
  readonly silentAfter: number | undefined;
}

const DAY_MS = 86_400_000;
const DEFAULT_SILENCE_MS = 30 * DAY_MS;
/** Later than any fact: not finished. */
const NEVER = 9_007_199_254_740_991;

export const ofCourse = (course: string, run: string | undefined): readonly Condition[] => [
  { field: 'course', op: 'eq', value: course },
  ...(run === undefined ? [] : [{ field: 'run', op: 'eq', value: run } as const]),
];

/**
 * One row per enrolment: `required` and `done` (milliseconds, NEVER) by module, `furthest` the place of the furthest required
 * module that was finished (from 1; 0 none), `place` completed, stopped or open, `began` (milliseconds, -1 not known).
 */
export const enrolmentPaths = (query: PathQuery, parameters: Parameters): string => {
  const { modules, silentAfter } = query;
  const states = statesOfEnrolments({ ...query, fields: ['person.role'], everySign: true }, parameters);
  const silence = silentAfter ?? `if(lapse > 0, lapse, ${DEFAULT_SILENCE_MS})`;
  return `(
SELECT *, arrayMax(arrayPushFront(arrayMap((need, at, n) -> if(need AND at < ${NEVER}, n, 0), required, done, range(1, ${modules.length + 1})), 0)) AS furthest
FROM (
  SELECT ${KEY.split(', ')
    .map((column) => `state.${column} AS ${column}`)
    .join(', ')}, state.opened AS began,
    multiIf(state.state = 'completed', 'completed',
      state.state = 'withdrawn' OR {asOf:Int64} - signs[-1] > ${silence}, 'stopped', 'open') AS place,
    arrayMap(need -> need = 1, [${requiredSql(modules, "ifNull(state.field_0, '')", parameters)}]::Array(UInt8)) AS required,
    if(empty(progress.done), arrayWithConstant(${modules.length}, toInt64(${NEVER})), progress.done) AS done
  FROM ${states} AS state
  LEFT JOIN ${finishedModules(query, parameters)} AS progress
    ON ${KEY.split(', ')
      .map((column) => `state.${column} = progress.${column}`)
      .join(' AND ')}
)
)`;
};

const requiredSql = (modules: readonly DescribedModule[], role: string, parameters: Parameters): string =>
  modules
    .map(({ optional = false, requiredFor = [] }) => {
      if (optional) return '0';
      if (requiredFor.length === 0) return '1';
      return `${role} IN (${requiredFor.map((one) => parameters.add(one, 'String')).join(', ')})`;
    })
    .join(', ');

/** By enrolment, when each module was finished first. */
const finishedModules = (query: PathQuery, parameters: Parameters): string => {
  const ids = query.modules.map(({ id }) => parameters.add(id, 'String'));
  return `(
SELECT ${KEY}, minForEach(arrayMap(one -> if(one = module, at, toInt64(${NEVER})), [${ids.join(', ')}]::Array(String))) AS done
FROM (SELECT ${KEY}, at, JSONExtractString(data, 'module') AS module FROM ${factsOfType(query, ['learning.Progressed'], parameters)})
GROUP BY ${KEY}
)`;
};

/** The facts of these types of all who enrolled, with the enrolment of each, one row for each telling. */
export const factsOfType = (query: EnrolmentsQuery, types: readonly string[], parameters: Parameters): string => {
  const known = knownFacts(query, parameters);
  const enrolled = enrolledLearners(query.shape.allCount, ofWhom(query, parameters));
  const ofTypes = `type IN (${types.map((type) => `'${type}'`).join(', ')})`;
  const where = `${known} AND ${ofTypes} AND (course, learner) IN (${enrolled})`;
  return factsOfEnrolments(
    ['course', 'learner', 'source', 'id', 'type', 'content_hash', 'data'],
    { known, where, bind: parameters.bind },
    shapeOfTheirFacts(query.shape),
  );
};
