import { type AtRiskAnswer, type Reason } from '@laurel/contracts';
import { type EnrolmentKey, evaluate } from '@laurel/criteria-domain';
import { criteriaReader } from '@laurel/criteria-read-model';
import { type QueryLimits, type Warehouse } from '@laurel/insights-read-model';
import { FACTS } from '../enrolments/matching.query.ts';
import { type AtRiskRow } from './at-risk.query.ts';
import { anyOf, type Risk } from './risk-rule.ts';

interface Explaining {
  readonly rows: readonly AtRiskRow[];
  readonly risks: readonly Risk[];
  readonly asOf: Date;
}

/** The rows with the sentences of the evaluator, and the facts behind each. */
export const explained = async (
  warehouse: Warehouse,
  { rows, risks, asOf }: Explaining,
  limits: QueryLimits,
): Promise<AtRiskAnswer['rows']> => {
  const within = {
    rows: <Row>(...[sql, params]: Parameters<Warehouse['rows']>) => warehouse.rows<Row>(sql, params, limits),
    command: (sql: string) => warehouse.command(sql),
    insert: (...insert: Parameters<Warehouse['insert']>) => warehouse.insert(...insert),
  };
  const reader = criteriaReader(within, FACTS);
  const loaded = rows.length === 0 ? [] : await reader.enrolments(anyOf(risks), { learners: rows }, asOf);
  const enrolments = new Map(loaded.map((one) => [keyOf(one, one.ordinal), one]));
  return rows.map((row) => {
    const enrolment = enrolments.get(keyOf(row, row.round));
    const held = new Set(row.reasons.map(({ reason }) => reason));
    const findings = enrolment
      ? risks.filter(({ reason }) => held.has(reason)).map(({ criterion }) => evaluate(criterion, enrolment, asOf))
      : [];
    return {
      ...row,
      since: timeOf(row.since),
      lastActivity: row.lastActivity < 0 ? null : timeOf(row.lastActivity),
      reasons: row.reasons.map(({ reason, since }) => ({ reason, since: timeOf(since) })),
      because: once(findings.filter(({ holds }) => holds).flatMap(({ because }) => because)),
    };
  });
};

const keyOf = ({ course, run, learner, registration }: EnrolmentKey, round: number): string =>
  JSON.stringify([course, run, learner, registration, round]);

const timeOf = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** Two reasons may rest on the same. */
const once = (reasons: readonly Reason[]): Reason[] => [
  ...new Map(reasons.map((reason) => [JSON.stringify(reason), reason])).values(),
];
