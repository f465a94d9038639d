import { CertificateIssued, CertificateRevoked } from '@laurel/contracts';
import {
  type AssignmentHistory,
  type Certified,
  type CourseBook,
  type EnrolmentWeek,
  type Subordinate,
  WEEK_MS,
} from '@laurel/insights-domain';
import {
  countedFacts,
  IS_ACTIVITY,
  type QueryLimits,
  type QueryParams,
  runDates,
  type Warehouse,
} from '@laurel/insights-read-model';
import { z } from 'zod';
import { jsonText, Parameters } from '../conditions.ts';
import { type EnrolmentsQuery, KEY, shapeFor, statesOfEnrolments } from '../enrolments/enrolments.query.ts';
import { factsOfType } from '../course-path/enrolment-paths.query.ts';

/** What a look at some people needs. */
export interface Look {
  readonly warehouse: Warehouse;
  readonly limits: QueryLimits;
  readonly asOf: Date;
}

/** Laurel itself looks: whose people somebody sees is decided by the reporting line. */
const LAUREL = { id: 'laurel', scopes: new Set<never>(), sees: 'everyone' as const };
const DAY_MS = 86_400_000;

const ask = <Row>({ warehouse, limits }: Look, sql: string, params: QueryParams): Promise<readonly Row[]> =>
  warehouse.rows<Row>(sql, params, limits);

/** Everybody who reports to somebody; the latest word on each attribute counts. Who has left reports to nobody. */
export const subordinates = (look: Look): Promise<readonly Subordinate[]> => {
  const parameters = new Parameters(look.asOf);
  const said = countedFacts({
    columns: ['learner', 'occurred_at', 'source', 'id', 'data'],
    where: "type = 'learning.PersonDescribed' AND course = ''", // where the table keeps them together
  });
  const names = ['manager', 'role', 'timeZone', 'leftAt'];
  const texts = names.map((name) => `${jsonText('data', ['attributes', name], parameters)} AS told_${name}`);
  const latest = names.map(
    (name) => `argMaxIf(told_${name}, (occurred_at, source, id), isNotNull(told_${name})) AS ${name}`,
  );
  const sql = `
SELECT learner, manager, role, timeZone FROM (
  SELECT learner, ${latest.join(', ')} FROM (SELECT learner, occurred_at, source, id, ${texts.join(', ')} FROM ${said})
  GROUP BY learner
)
WHERE manager != '' AND NOT (ifNull(leftAt, '') != ''
  AND toUnixTimestamp64Milli(parseDateTime64BestEffortOrZero(assumeNotNull(leftAt), 3, 'UTC')) <= {asOf:Int64})`;
  return ask<Subordinate>(look, sql, parameters.all);
};

interface EnrolmentRow {
  readonly learner: string;
  readonly course: string;
  readonly run: string;
  readonly registration: string;
  readonly is_done: number;
  readonly began: string;
  readonly last_active: string;
  readonly last_step: string;
  readonly share: number | null;
  readonly modules: readonly string[];
  readonly done_at: string;
  readonly result: string;
}

const STEPS = ['learning.Progressed', 'learning.AssessmentSubmitted', 'learning.Attended'] as const;

/** The open enrolments of these people that are not forgotten, and those completed (not failed) in the seven days before. */
export const enrolmentsOf = async (
  look: Look,
  learners: readonly string[],
  forgottenAfterDays: number,
): Promise<readonly EnrolmentWeek[]> => {
  const asked = { where: [], learners, asOf: look.asOf, asker: LAUREL };
  const query: EnrolmentsQuery = { ...asked, shape: await shapeFor(look.warehouse, asked, look.limits) };
  const parameters = new Parameters(look.asOf);
  const forgotten = parameters.add(forgottenAfterDays * DAY_MS, 'Int64');
  const sql = `
SELECT states.learner AS learner, states.course AS course, states.enrolment_run AS run,
  states.enrolment_registration AS registration, states.completed AS is_done, states.last_active AS last_active,
  greatest(states.enrolled_at, runs.startsAt) AS began, if(steps.told_steps = 0, -1, steps.latest_step) AS last_step,
  if(steps.told_shares = 0, NULL, steps.latest_share) AS share, steps.finished AS modules,
  states.last_completed AS done_at, states.result AS result
FROM (
  SELECT ${KEY}, completed, last_active, last_completed, result,
    if(empty(withdrawals), told_at, arrayFirst(one -> one > arrayMax(withdrawals), enrolled)) AS enrolled_at
  FROM ${statesOfEnrolments(query, parameters)}
  WHERE (state = 'completed' AND result != 'fail' AND last_completed > {asOf:Int64} - ${WEEK_MS})
    OR (state = 'current' AND NOT lapsed AND last_known_sign > {asOf:Int64} - ${forgotten})
) AS states
LEFT JOIN ${runDates(query.shape.allCount)} AS runs ON states.course = runs.course AND states.enrolment_run = runs.run
LEFT JOIN ${stepsForward(query, parameters)} AS steps ON ${KEY.split(', ')
    .map((column) => `states.${column} = steps.${column}`)
    .join(' AND ')}
ORDER BY learner, course, run, registration, states.enrolment_round`;
  const rows = await ask<EnrolmentRow>(look, sql, parameters.all);
  return rows.map(weekOf);
};

const weekOf = (row: EnrolmentRow): EnrolmentWeek => ({
  ...{ learner: row.learner, course: row.course, run: row.run, registration: row.registration },
  ...{ isDone: Number(row.is_done) === 1, began: Number(row.began), lastActive: Number(row.last_active) },
  ...{ lastStep: Number(row.last_step), share: row.share, modules: row.modules, doneAt: Number(row.done_at) },
  result: row.result === '' ? null : row.result,
});

/** By enrolment; what was told twice is told once. */
const stepsForward = (query: EnrolmentsQuery, parameters: Parameters): string => `(
SELECT ${KEY}, count() AS told_steps, max(at) AS latest_step,
  countIf(has_share) AS told_shares, argMaxIf(told_share, (at, source, id), has_share) AS latest_share,
  groupUniqArrayIf(module, module != '') AS finished
FROM (
  SELECT ${KEY}, at, source, id, JSONHas(data, 'share') AS has_share, JSONExtractFloat(data, 'share') AS told_share,
    if(type = 'learning.Progressed', JSONExtractString(data, 'module'), '') AS module
  FROM ${factsOfType(query, STEPS, parameters)}
  WHERE NOT JSONExtractBool(data, 'carriedOver') AND JSONExtractString(data, 'attendance') NOT IN ('none', 'excused')
)
GROUP BY ${KEY}
)`;

/** By person, when anything was done last, in whatever course; milliseconds. Who never did anything is not in the answer. */
export const lastActivityOf = async (look: Look, learners: readonly string[]): Promise<ReadonlyMap<string, number>> => {
  const parameters = new Parameters(look.asOf);
  const facts = countedFacts({
    columns: ['learner', 'occurred_at'],
    where: `learner IN ${parameters.bind(learners)} AND ${IS_ACTIVITY}`,
  });
  const sql = `SELECT learner, toUnixTimestamp64Milli(max(occurred_at)) AS at FROM ${facts} GROUP BY learner`;
  const rows = await ask<{ learner: string; at: string }>(look, sql, parameters.all);
  return new Map(rows.map(({ learner, at }) => [learner, Number(at)]));
};

interface AssignmentRow {
  readonly learner: string;
  readonly course: string;
  readonly told: readonly (readonly [at: string, source: string, id: string, type: string, data: string])[];
}

/** What was told of assignments that have a date, and of what ends them. */
export const assignmentsOf = async (look: Look, learners: readonly string[]): Promise<readonly AssignmentHistory[]> => {
  const parameters = new Parameters(look.asOf);
  const facts = countedFacts({
    columns: ['learner', 'course', 'type', 'occurred_at', 'source', 'id', 'data'],
    where: `learner IN ${parameters.bind(learners)}
      AND type IN ('learning.Assigned', 'learning.AssignmentWaived', 'learning.CourseCompleted', 'learning.CreditGranted')`,
  });
  const sql = `
SELECT learner, course,
  arraySort(groupUniqArray((toUnixTimestamp64Milli(occurred_at), toString(source), id, toString(type), data))) AS told
FROM ${facts}
GROUP BY learner, course
HAVING countIf(type = 'learning.Assigned' AND position(data, '"dueAt"') > 0) > 0
ORDER BY learner, course`;
  const rows = await ask<AssignmentRow>(look, sql, parameters.all);
  return rows.map(({ learner, course, told }) => ({
    ...{ learner, course },
    told: told.map(([at, , , type, data]) => ({ at: Number(at), type, data })),
  }));
};

interface CertificateRow {
  readonly learner: string;
  readonly programme: string;
  readonly certificate: string;
  readonly at: string;
}

/** The certificates that were issued to these people in the seven days before, and not revoked since. */
export const certificatesOf = async (look: Look, learners: readonly string[]): Promise<readonly Certified[]> => {
  const parameters = new Parameters(look.asOf);
  const [issued, revoked] = [CertificateIssued.type, CertificateRevoked.type];
  const decisions = countedFacts({
    columns: ['learner', 'type', 'occurred_at', 'data'],
    where: `learner IN ${parameters.bind(learners)} AND type IN ('${issued}', '${revoked}')`,
  });
  const sql = `
SELECT learner, JSONExtractString(data, 'certificate') AS certificate,
  anyIf(JSONExtractString(data, 'programme'), type = '${issued}') AS programme,
  maxIf(toUnixTimestamp64Milli(occurred_at), type = '${issued}') AS at
FROM ${decisions}
GROUP BY learner, certificate
HAVING countIf(type = '${revoked}') = 0 AND at > {asOf:Int64} - ${WEEK_MS}
ORDER BY learner, at, certificate`;
  const rows = await ask<CertificateRow>(look, sql, parameters.all);
  return rows.map((row) => ({ ...row, at: Number(row.at) }));
};

interface CourseRow {
  readonly course: string;
  readonly title: string;
  readonly repeats: number;
  readonly modules: string;
}

const modules = z.array(
  z.object({
    id: z.string(),
    title: z.string().optional(),
    optional: z.boolean().optional(),
    requiredFor: z.array(z.string()).optional(),
  }),
);

/** What these courses are called and made of; of each the latest word. */
export const coursesNamed = async (look: Look, courses: readonly string[]): Promise<CourseBook> => {
  const parameters = new Parameters(look.asOf);
  const facts = countedFacts({
    columns: ['course', 'source', 'id', 'occurred_at', 'data'],
    from: 'course_descriptions',
    where: `course IN ${parameters.bind(courses)}`,
  });
  const latest = (what: string, field: string): string =>
    `argMaxIf(${what}, (occurred_at, source, id), JSONHas(data, '${field}'))`;
  const sql = `
SELECT course, ${latest("JSONExtractString(data, 'title')", 'title')} AS title,
  ${latest("JSONExtractBool(data, 'repeats')", 'repeats')} AS repeats,
  ${latest("JSONExtractRaw(data, 'modules')", 'modules')} AS modules
FROM ${facts} GROUP BY course`;
  const rows = await ask<CourseRow>(look, sql, parameters.all);
  return new Map(
    rows.map((row) => [
      row.course,
      {
        ...{ title: row.title, repeats: Number(row.repeats) === 1 },
        modules: row.modules === '' ? [] : modules.parse(JSON.parse(row.modules)),
      },
    ]),
  );
};
