import { type AtRiskAnswer, type AtRiskQuestion, DEFAULT_RISK_RULE, writeCursor } from '@laurel/contracts';
import { type Warehouse } from '@laurel/insights-read-model';
import { type Asking, withMeta } from '../answer-meta.ts';
import { shapeFor } from '../enrolments/enrolments.query.ts';
import { atRiskFigures, type Rule } from './at-risk.query.ts';
import { explained } from './explained.ts';
import { type Risk, risksOf } from './risk-rule.ts';

/** Who is about to be lost, and why; the reasons are made for the rows of the page only. */
export const askAtRisk = (warehouse: Warehouse, question: AtRiskQuestion, asking: Asking): Promise<AtRiskAnswer> => {
  const told = question.page.after?.asOf ?? question.asOf;
  const asOf = told === undefined ? asking.now : new Date(told);
  return withMeta(warehouse, asking, { asOf, definition: DEFINITION }, list(warehouse, question, { ...asking, asOf }));
};

const list = async (
  warehouse: Warehouse,
  { where, rule, criterion, page }: AtRiskQuestion,
  { asker, limits, asOf }: Asking & { readonly asOf: Date },
): Promise<Omit<AtRiskAnswer, 'meta'>> => {
  const asked = criterion ? { criterion } : (rule ?? DEFAULT_RISK_RULE);
  const shape = await shapeFor(warehouse, { where, asOf, asker }, limits);
  const query = { enrolments: { where, asOf, asker, shape }, rule: asked, page };
  const { rows, ...counts } = await atRiskFigures(warehouse, query, limits);
  const shown = rows.slice(0, page.size);
  const last = rows.length > page.size ? shown.at(-1) : undefined;
  return {
    ...counts,
    byReason: [...counts.byReason],
    rows: await explained(warehouse, { rows: shown, risks: risksIn(asked), asOf }, limits),
    next: last ? writeCursor({ ...last, asOf: asOf.toISOString() }) : null,
  };
};

const risksIn = (rule: Rule): readonly Risk[] =>
  'criterion' in rule ? [{ reason: 'criterion', criterion: rule.criterion }] : risksOf(rule);

/** One line for each row; a spreadsheet has no lists. */
export const atRiskTable = ({ rows }: AtRiskAnswer): readonly object[] =>
  rows.map(({ reasons, because, ...row }) => ({
    ...row,
    reasons: reasons.map(({ reason }) => reason).join('; '),
    because: because.map(({ text }) => text).join('; '),
    facts: because.flatMap(({ facts }) => facts.map(({ source, id }) => `${source} ${id}`)).join('; '),
  }));

export const DEFINITION = {
  watched:
    'current enrolments (neither completed nor withdrawn) of learners without credit for the course and without an exemption from it',
  enrolments: 'watched enrolments for which at least one reason holds',
  learners: 'different people among them',
  neverStarted: 'no activity, and so many days since the present stay or the run began, whichever is later',
  silent: 'activity once, none in so many days, and so many days since the present stay or the run began',
  failedAssessment: 'an assessment with an attempt that was not passed (by its latest fact) and none that was passed',
  overdueAssessment:
    'an assessment described as due since the stay began and before asOf, for which nothing was submitted',
  criterion: 'your criterion, over the facts known at asOf',
  since:
    'of each reason the moment from which it holds: the end of the days, the first failed attempt, the time it was due; ' +
    'with a criterion the beginning of the stay. Of an enrolment the earliest of these, by which the list is sorted',
  because: 'made by the evaluator of rules from the facts themselves, with the id of each',
};
