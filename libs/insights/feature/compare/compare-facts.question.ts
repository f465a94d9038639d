import { type CompareFactsQuestion } from '@laurel/contracts';
import { resultsTold, type Warehouse } from '@laurel/insights-read-model';
import { type Parameters } from '../conditions.ts';
import { behindFigure } from '../course-overview/course-overview-facts.query.ts';
import { DEFINITION as OF_FIGURES } from '../course-overview/course-overview.question.ts';
import { KEY, shapeFor, whomOf } from '../enrolments/enrolments.query.ts';
import { askFactsBehind, type AskingAsOf, type Behind } from '../facts-behind.ts';
import { grouped, keyOf } from './compare.query.ts';
import { DEFINITION } from './compare.question.ts';

const behind = async (
  warehouse: Warehouse,
  question: CompareFactsQuestion,
  { asker, limits, asOf }: AskingAsOf,
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

/** The facts behind a figure of a compared group. */
export const askCompareFacts = askFactsBehind<CompareFactsQuestion>(
  ({ figure }) => ({ figure, definition: { ...OF_FIGURES, [figure]: DEFINITION.groups } }),
  behind,
);
