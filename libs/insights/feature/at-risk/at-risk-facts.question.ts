import { type AtRiskFactsQuestion, DEFAULT_RISK_RULE, type RiskReason } from '@laurel/contracts';
import { type Warehouse } from '@laurel/insights-read-model';
import { Parameters } from '../conditions.ts';
import { shapeFor } from '../enrolments/enrolments.query.ts';
import { ALL_OF_IT, ENROLS, factsOfThese } from '../enrolments/facts-of-enrolments.ts';
import { askFactsBehind, type AskingAsOf, type Behind } from '../facts-behind.ts';
import { watchedRows } from './at-risk.query.ts';
import { DEFINITION } from './at-risk.question.ts';

const behind = async (
  warehouse: Warehouse,
  question: AtRiskFactsQuestion,
  { asker, limits, asOf }: AskingAsOf,
): Promise<Behind> => {
  const { where, rule, criterion, figure } = question;
  const shape = await shapeFor(warehouse, { where, asOf, asker }, limits);
  const enrolments = { where, asOf, asker, shape };
  const query = { enrolments, rule: criterion ? { criterion } : (rule ?? DEFAULT_RISK_RULE) };
  const rows = (parameters: Parameters): string => {
    const watched = watchedRows(query, parameters);
    return `(SELECT * FROM ${watched.rows} WHERE ${conditionOf(question, watched.reasons, parameters)})`;
  };
  return {
    counted: figure === 'learners' ? 'uniqExact(learner)' : 'count()',
    rows,
    facts: (parameters) =>
      factsOfThese(enrolments, { rows: rows(parameters), shows: evidenceFor(question) }, parameters),
    params: watchedRows(query, new Parameters(asOf)).params,
  };
};

/** The facts behind a figure of who is at risk. */
export const askAtRiskFacts = askFactsBehind<AtRiskFactsQuestion>(
  ({ figure, reason }) => ({ figure: reason ?? figure, definition: DEFINITION }),
  behind,
);

type Reasons = ReturnType<typeof watchedRows>['reasons'];

const conditionOf = (
  { figure, reason, row }: AtRiskFactsQuestion,
  reasons: Reasons,
  parameters: Parameters,
): string => {
  if (figure === 'watched') return '1';
  if (reason !== undefined) {
    const place = reasons.findIndex((one) => one.reason === reason);
    return place < 0 ? '0' : `sinces[${place + 1}] > 0`; // a reason that the rule does not ask for holds of nobody
  }
  return row === undefined ? 'notEmpty(held)' : `notEmpty(held) AND ${isOf(row, parameters)}`;
};

const isOf = (
  { learner, course, run, registration, round }: NonNullable<AtRiskFactsQuestion['row']>,
  parameters: Parameters,
): string => {
  const columns = { learner, course, enrolment_run: run, enrolment_registration: registration };
  const texts = Object.entries(columns).map(([column, value]) => `${column} = ${parameters.add(value, 'String')}`);
  return [...texts, `enrolment_round = ${parameters.add(round, 'Int64')}`].join(' AND ');
};

const STAYS = "type IN ('learning.Enrolled', 'learning.Withdrawn')";
const SUBMITS = "type IN ('learning.Enrolled', 'learning.Withdrawn', 'learning.AssessmentSubmitted')";

/** Which facts of an enrolment show the reason. */
const EVIDENCE: Readonly<Record<RiskReason, string>> = {
  neverStarted: STAYS,
  silent: ALL_OF_IT,
  failedAssessment: SUBMITS,
  overdueAssessment: SUBMITS,
  criterion: ALL_OF_IT,
};

const evidenceFor = ({ figure, reason }: AtRiskFactsQuestion): string => {
  if (figure === 'watched') return STAYS;
  if (figure === 'learners') return ENROLS;
  return reason === undefined ? ALL_OF_IT : EVIDENCE[reason];
};
