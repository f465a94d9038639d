import { type CompareFactsQuestion, type FactsBehindAnswer } from '@laurel/contracts';
import { resultsTold, type Warehouse } from '@laurel/insights-read-model';
import { type Asking } from '../answer-meta.ts';
import { type Parameters } from '../conditions.ts';
import { behindFigure } from '../course-overview/course-overview-facts.query.ts';
import { DEFINITION as OF_FIGURES } from '../course-overview/course-overview.question.ts';
import { KEY, shapeFor, whomOf } from '../enrolments/enrolments.query.ts';
import { answerFactsBehind, type Behind } from '../facts-behind.ts';
import { grouped, keyOf } from './compare.query.ts';
import { DEFINITION } from './compare.question.ts';

/** The facts behind a figure of a compared group. */
export const askCompareFacts = (
  warehouse: Warehouse,
  question: CompareFactsQuestion,
  asking: Asking,
): Promise<FactsBehindAnswer> => {
  const asOf = question.asOf === undefined ? asking.now : new Date(question.asOf);
  const { figure } = question;
  const asked = { asOf, figure, definition: { ...OF_FIGURES, [figure]: DEFINITION.groups }, order: question };
  return answerFactsBehind(warehouse, asking, asked, behind(warehouse, question, { ...asking, asOf }));
};

const behind = async (
  warehouse: Warehouse,
  question: CompareFactsQuestion,
  { asker, limits, asOf }: Asking & { readonly asOf: Date },
): Promise<Behind> => {
  const { where, figure } = question;
  const shape = await shapeFor(warehouse, { where, asOf, asker }, limits);
  const enrolments = { where, asOf, asker, shape };
  const states = (parameters: Parameters): string => {
    const key = parameters.add(keyOf(question.group), 'String');
    return `(SELECT * FROM ${grouped({ enrolments, grouping: question }, parameters)} WHERE key = ${key})`;
  };
  const results = (parameters: Parameters): string => `(
SELECT * FROM ${resultsTold(whomOf(enrolments, parameters), shape)} WHERE (${KEY}) IN (SELECT ${KEY} FROM ${states(parameters)})
)`;
  return behindFigure({ ...enrolments, figure }, { states, results });
};
