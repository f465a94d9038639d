import { type DropoutCurveFactsQuestion, type DropoutCurveFigure } from '@laurel/contracts';
import { type Warehouse } from '@laurel/insights-read-model';
import { type Parameters } from '../conditions.ts';
import { ALL_OF_IT, ENROLS, factsOfThese, TELLS_WHAT_BECAME } from '../enrolments/facts-of-enrolments.ts';
import { askFactsBehind, type AskingAsOf, type Behind } from '../facts-behind.ts';
import { definitionOf } from './curve-definition.ts';
import { valueOf } from './dropout-curve.query.ts';
import { entriesMatter, followedBy, scaleOf } from './dropout-curve.question.ts';
import { EXIT, followUps, lapseIsKnown } from './follow-up.ts';

const behind = async (
  warehouse: Warehouse,
  question: DropoutCurveFactsQuestion,
  asking: AskingAsOf,
): Promise<Behind> => {
  const query = await followedBy(warehouse, question, asking);
  const { figure } = question;
  const recurrent = figure === 'returns.events';
  const asked = { ...question, recurrent };
  const rows = (parameters: Parameters): string => {
    const followed = followUps(asked, recurrent ? { ...query, everySign: true } : query, parameters);
    return `(SELECT *, ${timeOf(question)} AS asked_time FROM ${followed} WHERE ${CONDITIONS[figure](question)} AND ${ofGroup(question, parameters)})`;
  };
  const silenceCounts = lapseIsKnown(question, query.shape);
  return {
    counted: recurrent ? 'sum(countEqual(returns, asked_time))' : 'count()',
    rows,
    facts: (parameters) =>
      factsOfThese(query, { rows: rows(parameters), shows: evidenceFor(figure, silenceCounts) }, parameters),
  };
};

/** The facts behind a figure of a dropout curve. */
export const askDropoutCurveFacts = askFactsBehind<DropoutCurveFactsQuestion>(
  (question) => ({ figure: question.figure, definition: definitionOf(question) }),
  behind,
);

/** As the engine counts it; a number of the schema and so no text of a person. */
const timeOf = (question: DropoutCurveFactsQuestion, time = question.time ?? 0): number =>
  Math.round(time * scaleOf(question));

type Condition = (question: DropoutCurveFactsQuestion) => string;

const exits =
  (...kinds: readonly (keyof typeof EXIT)[]): Condition =>
  () =>
    `exit IN (${kinds.map((kind) => EXIT[kind]).join(', ')})`;
const at =
  (exit: Condition): Condition =>
  (question) =>
    `${exit(question)} AND time = ${timeOf(question)}`;

const followed = exits('censored', 'dropout', 'completion');
const dropouts = exits('dropout');
const censored = exits('censored', 'completion');

/** The conditions under which an enrolment is counted in each figure. */
const CONDITIONS: Readonly<Record<DropoutCurveFigure, Condition>> = {
  learners: followed,
  events: dropouts,
  completed: exits('completion'),
  censored,
  leftOut: exits('leftOut'),
  notInCohort: exits('notInCohort'),
  'curve.events': at(dropouts),
  'curve.censored': at(censored),
  'curve.atRisk': (question) => {
    const entered = entriesMatter(question) ? ` AND entry < ${timeOf(question)}` : '';
    return `${followed(question)} AND time >= ${timeOf(question)}${entered}`;
  },
  'hazard.events': (question) =>
    `${dropouts(question)} AND time > ${timeOf(question, question.week?.from)} AND time <= ${timeOf(question, question.week?.to)}`,
  'returns.events': (question) => `${followed(question)} AND has(returns, ${timeOf(question)})`,
};

const ofGroup = (question: DropoutCurveFactsQuestion, parameters: Parameters): string => {
  const { group } = question;
  if (group === undefined) return '1';
  return group === null
    ? `isNull(${valueOf(question)})`
    : `ifNull(${valueOf(question)} = ${parameters.add(group, 'String')}, 0)`;
};

/** Which facts of an enrolment show that it counts; where silence ends it, what was the last is shown by all. */
const evidenceFor = (figure: DropoutCurveFigure, silenceCounts: boolean): string => {
  if (figure === 'learners' || figure === 'leftOut' || figure === 'curve.atRisk') return ENROLS;
  return silenceCounts || figure === 'returns.events' ? ALL_OF_IT : TELLS_WHAT_BECAME;
};
