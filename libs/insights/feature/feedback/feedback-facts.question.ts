import { type FeedbackFactsQuestion } from '@laurel/contracts';
import { type Warehouse } from '@laurel/insights-read-model';
import { type Parameters } from '../conditions.ts';
import { conditionsOfRow } from '../course-overview/course-overview-facts.question.ts';
import { KEY, shapeFor } from '../enrolments/enrolments.query.ts';
import { factsNamedIn, factsOfThese, TELLS_WHAT_BECAME } from '../enrolments/facts-of-enrolments.ts';
import { askFactsBehind, type AskingAsOf, type Behind } from '../facts-behind.ts';
import {
  type FeedbackQuery,
  groupsOf,
  latestRatings,
  latestWithdrawals,
  type Placed,
  placing,
} from './feedback.query.ts';
import { DEFINITION, reasonsShown } from './feedback.question.ts';

const behind = async (warehouse: Warehouse, question: FeedbackFactsQuestion, asking: AskingAsOf): Promise<Behind> => {
  const { asker, limits, asOf } = asking;
  const where = [...question.where, ...conditionsOfRow(question.row)];
  const shape = await shapeFor(warehouse, { where, asOf, asker }, limits);
  const query: FeedbackQuery = {
    enrolments: { where, asOf, asker, shape },
    by: question.by,
    question: question.question,
  };
  const placed = await placing(warehouse, query, limits);
  const { figure } = question;
  if (figure === 'enrolments' || figure === 'withdrew') return ofStates(question, query);
  if (figure === 'response.count' || question.ratings) return ofRatings(question, query, placed);
  const shown = figure === 'otherReasons' ? await reasonsShown(warehouse, query, question, limits) : [];
  return ofReasons(question, { query, placed, shown });
};

/** The facts behind a figure of feedback. */
export const askFeedbackFacts = askFactsBehind<FeedbackFactsQuestion>(
  ({ figure }) => ({ figure, definition: DEFINITION }),
  behind,
);

/** The enrolments of the row. */
const ofRow = ({ row }: FeedbackFactsQuestion, query: FeedbackQuery, parameters: Parameters): string =>
  `(SELECT * FROM ${groupsOf(query, parameters)} WHERE ${row ? `state = '${row.state}'` : '1'})`;

const ofStates = (question: FeedbackFactsQuestion, query: FeedbackQuery): Behind => {
  const rows = (parameters: Parameters): string =>
    `(SELECT * FROM ${ofRow(question, query, parameters)} WHERE ${question.figure === 'withdrew' ? 'has_withdrawn' : '1'})`;
  return {
    counted: 'count()',
    rows,
    facts: (parameters) =>
      factsOfThese(query.enrolments, { rows: rows(parameters), shows: TELLS_WHAT_BECAME }, parameters),
  };
};

const ofRatings = (question: FeedbackFactsQuestion, query: FeedbackQuery, placed: Placed): Behind => {
  const rows = (parameters: Parameters): string => `(
SELECT *, latest.3 AS fact_source, latest.4 AS fact_id FROM ${latestRatings(query, placed, parameters)}
WHERE (${KEY}) IN (SELECT ${KEY} FROM ${ofRow(question, query, parameters)}) AND ${isRated(question, parameters)}
)`;
  return {
    counted: question.figure === 'response.count' ? `uniqExact(${KEY})` : 'count()',
    rows,
    facts: (parameters) =>
      factsNamedIn(query.enrolments, { rows: rows(parameters), type: 'learning.FeedbackGiven' }, parameters),
  };
};

const isRated = ({ ratings, rating }: FeedbackFactsQuestion, parameters: Parameters): string => {
  if (!ratings) return '1';
  const { question, scale } = ratings;
  return [
    `question = ${parameters.add(question ?? '', 'String')}`,
    scale === null ? 'isNull(latest.2)' : `ifNull(latest.2 = ${parameters.add(scale, 'Float64')}, 0)`,
    ...(rating === undefined ? [] : [`latest.1 = ${parameters.add(rating, 'Float64')}`]),
  ].join(' AND ');
};

interface Reasons {
  readonly query: FeedbackQuery;
  readonly placed: Placed;
  /** Those that stand in the row by themselves. */
  readonly shown: readonly string[];
}

const ofReasons = (question: FeedbackFactsQuestion, { query, placed, shown }: Reasons): Behind => {
  const rows = (parameters: Parameters): string => `(
SELECT *, latest.2 AS fact_source, latest.3 AS fact_id FROM ${latestWithdrawals(placed, parameters)}
WHERE (${KEY}) IN (SELECT ${KEY} FROM ${ofRow(question, query, parameters)}) AND ${isStated(question, shown, parameters)}
)`;
  return {
    counted: 'count()',
    rows,
    facts: (parameters) =>
      factsNamedIn(query.enrolments, { rows: rows(parameters), type: 'learning.Withdrawn' }, parameters),
  };
};

const isStated = (
  { reason = '', figure }: FeedbackFactsQuestion,
  shown: readonly string[],
  parameters: Parameters,
): string =>
  figure === 'otherReasons'
    ? `latest.1 != '' AND latest.1 NOT IN ${parameters.bind(shown)}`
    : `latest.1 = ${parameters.add(reason, 'String')}`;
