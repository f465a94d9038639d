import { type Criterion, type EnrolmentCursor, type RiskReason, type RiskRule } from '@laurel/contracts';
import { dueAssessments, overdueAssessments, submittedAssessments } from '@laurel/criteria-read-model';
import {
  countedFacts,
  resultsTold,
  runDates,
  type QueryLimits,
  type QueryParams,
  type Warehouse,
  whoDidNotPass,
  type Whom,
} from '@laurel/insights-read-model';
import { Parameters } from '../conditions.ts';
import { type EnrolmentsQuery, KEY, statesOfEnrolments, whomOf } from '../enrolments/enrolments.query.ts';
import { FACTS, meets } from '../enrolments/matching.query.ts';

/** What makes an enrolment be at risk: the default rule with its parameters, or somebody's own criterion. */
export type Rule = RiskRule | { readonly criterion: Criterion };

export interface AtRiskQuery {
  readonly enrolments: EnrolmentsQuery;
  readonly rule: Rule;
  readonly page: { readonly size: number; readonly after?: EnrolmentCursor | undefined };
}

export interface AtRiskRow {
  readonly learner: string;
  readonly course: string;
  readonly run: string;
  readonly registration: string;
  readonly round: number;
  /** Milliseconds. */
  readonly since: number;
  /** Milliseconds; -1: never. */
  readonly lastActivity: number;
  readonly reasons: readonly { readonly reason: RiskReason; readonly since: number }[];
}

export interface AtRiskFigures {
  readonly watched: number;
  readonly enrolments: number;
  readonly learners: number;
  readonly byReason: readonly { readonly reason: RiskReason; readonly enrolments: number }[];
  /** One more than the page has room for tells that there is a next one. */
  readonly rows: readonly AtRiskRow[];
}

type Text = string;
type Place = readonly [
  ...[since: Text, course: Text, run: Text, learner: Text, registration: Text, round: number],
  ...[lastActivity: Text, sinces: readonly Text[]],
];
interface Answer {
  readonly watched: Text;
  readonly enrolments: Text;
  readonly learners: Text;
  readonly by_reason: readonly Text[];
  readonly page: readonly Place[];
}

const NOTHING: Answer = { watched: '0', enrolments: '0', learners: '0', by_reason: [], page: [] };

/** One pass: everybody is counted, and the first of the list are kept. */
export const atRiskFigures = async (
  warehouse: Warehouse,
  query: AtRiskQuery,
  limits: QueryLimits,
): Promise<AtRiskFigures> => {
  const parameters = new Parameters(query.enrolments.asOf);
  const { reasons, rows, params } = watchedRows(query, parameters);
  const after = query.page.after === undefined ? '' : `AND (${PLACE}) > ${placeOf(query.page.after, parameters)}`;
  const sql = `
SELECT count() AS watched, countIf(notEmpty(held)) AS enrolments, uniqExactIf(learner, notEmpty(held)) AS learners,
  [${reasons.map((_, index) => `countIf(sinces[${index + 1}] > 0)`).join(', ')}] AS by_reason,
  groupArraySortedIf(${query.page.size + 1})((${PLACE}, last_active, sinces), notEmpty(held) ${after}) AS page
FROM ${rows}`;
  const [answer = NOTHING] = await warehouse.rows<Answer>(sql, { ...parameters.all, ...params }, limits);
  const names = reasons.map(({ reason }) => reason);
  return {
    watched: Number(answer.watched),
    enrolments: Number(answer.enrolments),
    learners: Number(answer.learners),
    byReason: names.map((reason, index) => ({ reason, enrolments: Number(answer.by_reason[index]) })),
    rows: answer.page.map((place) => rowOf(place, names)),
  };
};

/** Everybody watched, with `sinces` when each reason began to hold (0 where it does not) and `held`, those that do. */
export const watchedRows = (
  query: Pick<AtRiskQuery, 'enrolments' | 'rule'>,
  parameters: Parameters,
): { readonly reasons: readonly ReasonSql[]; readonly rows: string; readonly params: QueryParams } => {
  const { reasons, from, params } = reasonsOf(query, parameters);
  // A select for each step: the engine copies what an alias stands for into every place that names it.
  const rows = `(
  SELECT *, arrayMin(held) AS since FROM (
    SELECT *, arrayFilter(one -> one > 0, sinces) AS held FROM (
      SELECT ${KEY}, last_active, [${reasons.map(({ since }) => `toInt64(${since})`).join(', ')}] AS sinces
      FROM ${from}
    )
  )
)`;
  return { reasons, rows, params };
};

const rowOf = (place: Place, names: readonly RiskReason[]): AtRiskRow => {
  const [since, course, run, learner, registration, round, lastActivity, sinces] = place;
  return {
    ...{ learner, course, run, registration, round, since: Number(since), lastActivity: Number(lastActivity) },
    reasons: names
      .map((reason, index) => ({ reason, since: Number(sinces[index]) }))
      .filter((one) => one.since > 0)
      .sort((a, b) => a.since - b.since),
  };
};

const PLACE = 'since, course, enrolment_run, learner, enrolment_registration, enrolment_round';

const placeOf = (after: EnrolmentCursor, parameters: Parameters): string => {
  const texts = [after.course, after.run, after.learner, after.registration];
  const values = texts.map((text) => parameters.add(text, 'String'));
  return `(${[parameters.add(after.since, 'Int64'), ...values, parameters.add(after.round, 'Int64')].join(', ')})`;
};

/** Since when the reason holds, in milliseconds; 0 where it does not. */
interface ReasonSql {
  readonly reason: RiskReason;
  readonly since: string;
}

interface Reasons {
  readonly reasons: readonly ReasonSql[];
  /** The enrolments that can be at risk, with the columns that the reasons name. */
  readonly from: string;
  readonly params: QueryParams;
}

const DAY_MS = 86_400_000;

const reasonsOf = ({ enrolments, rule }: Pick<AtRiskQuery, 'enrolments' | 'rule'>, parameters: Parameters): Reasons => {
  const watched = watchedEnrolments(enrolments, parameters);
  if ('criterion' in rule) {
    const { condition, params } = meets(rule.criterion, enrolments);
    const reasons = [{ reason: 'criterion', since: `if(${condition}, begun, 0)` }] as const;
    return { reasons, from: watched, params };
  }
  const { neverStarted, silent, failedAssessment, overdueAssessment } = rule;
  const reasons: readonly ReasonSql[] = [
    ...(neverStarted ? [{ reason: 'neverStarted' as const, since: neverStartedSince(neverStarted, parameters) }] : []),
    ...(silent ? [{ reason: 'silent' as const, since: silentSince(silent, parameters) }] : []),
    ...(failedAssessment ? [{ reason: 'failedAssessment' as const, since: 'failed_since' }] : []),
    ...(overdueAssessment ? [{ reason: 'overdueAssessment' as const, since: OVERDUE_SINCE }] : []),
  ];
  const from = failedAssessment || overdueAssessment ? withAssessments(watched, enrolments, rule, parameters) : watched;
  return { reasons, from, params: {} };
};

type Days = NonNullable<RiskRule['silent']>;
const milliseconds = ({ days }: Days, parameters: Parameters): string =>
  parameters.add(Math.round(days * DAY_MS), 'Int64');

const neverStartedSince = (days: Days, parameters: Parameters): string => {
  const time = milliseconds(days, parameters);
  return `if(last_active < 0 AND begun + ${time} <= {asOf:Int64}, begun + ${time}, 0)`;
};

const silentSince = (days: Days, parameters: Parameters): string => {
  const time = milliseconds(days, parameters);
  return `if(last_active >= 0 AND last_active + ${time} < {asOf:Int64} AND begun + ${time} <= {asOf:Int64}, greatest(last_active, begun) + ${time}, 0)`;
};

/** The least of none is 0. */
const OVERDUE_SINCE = `arrayMin(due -> due.2, ${overdueAssessments('begun')})`;

/** The enrolments that are current and not exempt, and when the present stay of each began; only a run has a start. */
const watchedEnrolments = (query: EnrolmentsQuery, parameters: Parameters): string => `(
SELECT ${KEY}, last_active, greatest(enrolled_at, startsAt) AS begun FROM (
  SELECT ${KEY}, last_active, if(empty(withdrawals), told_at, arrayFirst(one -> one > arrayMax(withdrawals), enrolled)) AS enrolled_at
  FROM ${statesOfEnrolments(query, parameters)}
  WHERE state = 'current' AND (course, learner) NOT IN ${exempt(query.shape.allCount)}
) AS states
LEFT JOIN ${runDates(query.shape.allCount)} AS runs ON states.course = runs.course AND states.enrolment_run = runs.run
)`;

/** As EXEMPTION of the criteria says it; a spec holds the two equal. */
const exempt = (allCount: EnrolmentsQuery['shape']['allCount']): string => `(
SELECT course, learner FROM ${countedFacts({
  columns: ['course', 'learner'],
  where: `(type = 'learning.CreditGranted'
    OR (type = 'learning.AssignmentWaived' AND JSONExtractString(data, 'reason') IN ('exempt', 'equivalent')))`,
  allCount,
})}
)`;

const withAssessments = (watched: string, query: EnrolmentsQuery, rule: RiskRule, parameters: Parameters): string => {
  const whom = whomOf(query, parameters);
  const results = resultsTold({ ...whom, ofWhom: `${whom.ofWhom} AND (${concerned(rule, query, whom)})` }, query.shape);
  return `(
SELECT * FROM ${watched} AS watched
LEFT JOIN ${submittedAssessments(results)} AS submissions USING (${KEY})
LEFT JOIN ${dueAssessments(FACTS, 'run')} AS due_in_runs USING (course, enrolment_run)
LEFT JOIN ${dueAssessments(FACTS, 'course')} AS due_in_courses USING (course)
)`;
};

/** Whose submissions matter: of who has one that was not passed, and where something is due; few of all. */
const concerned = (rule: RiskRule, { shape }: EnrolmentsQuery, whom: Whom): string => {
  const due = countedFacts({
    columns: ['course'],
    from: 'course_descriptions',
    where: `position(data, '"dueAt"') > 0`,
    allCount: shape.allCount,
  });
  return [
    ...(rule.failedAssessment ? [`learner IN ${whoDidNotPass(whom, shape)}`] : []),
    ...(rule.overdueAssessment ? [`course IN ${due}`] : []),
  ].join(' OR ');
};
