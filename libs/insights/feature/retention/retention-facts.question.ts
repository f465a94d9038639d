import { type RetentionFactsQuestion } from '@laurel/contracts';
import { ACTIVITY_TYPES, type Warehouse } from '@laurel/insights-read-model';
import { type Parameters } from '../conditions.ts';
import { KEY, shapeFor } from '../enrolments/enrolments.query.ts';
import { ENROLS, factsOfThese } from '../enrolments/facts-of-enrolments.ts';
import { askFactsBehind, type AskingAsOf, type Behind, FACT_BEHIND_COLUMNS } from '../facts-behind.ts';
import { entered, type RetentionQuery, WEEK_MS } from './retention.query.ts';
import { DEFINITION, timesOf } from './retention.question.ts';

const behind = async (
  warehouse: Warehouse,
  question: RetentionFactsQuestion,
  { asker, limits, asOf }: AskingAsOf,
): Promise<Behind> => {
  const { where, weeks, week } = question;
  const shape = await shapeFor(warehouse, { where, asOf, asker }, limits);
  const query: RetentionQuery = { where, asOf, asker, shape, weeks, ...timesOf(question.entered) };
  const rows = (parameters: Parameters): string =>
    `(SELECT * FROM ${entered(query, parameters)} WHERE ${conditionOf(question, parameters)})`;
  return {
    counted: 'count()',
    rows,
    facts: (parameters) =>
      week === undefined
        ? factsOfThese(query, { rows: rows(parameters), shows: ENROLS }, parameters)
        : activityIn(week, query, rows(parameters), parameters),
  };
};

/** The facts behind a figure of a retention grid. */
export const askRetentionFacts = askFactsBehind<RetentionFactsQuestion>(
  ({ figure }) => ({ figure, definition: DEFINITION }),
  behind,
);

const conditionOf = ({ figure, entryWeek = '', week = 0 }: RetentionFactsQuestion, parameters: Parameters): string => {
  if (figure === 'leftOut') return 'NOT is_known';
  const inRow = `is_known AND toString(monday) = ${parameters.add(entryWeek, 'String')}`;
  return figure === 'rows.entered' ? inRow : `${inRow} AND arrayExists(at -> ${isIn(week)}, active_at)`;
};

const isIn = (week: number): string => `at >= opened + ${week * WEEK_MS} AND at < opened + ${(week + 1) * WEEK_MS}`;

const IS_ACTIVITY = `type IN (${ACTIVITY_TYPES.map((type) => `'${type}'`).join(', ')})`;

/** What each of these did in that week of its own. */
const activityIn = (week: number, query: RetentionQuery, rows: string, parameters: Parameters): string => `(
SELECT ${FACT_BEHIND_COLUMNS.map((column) => `fact.${column} AS ${column}`).join(', ')}
FROM (SELECT * FROM ${factsOfThese(query, { rows, shows: IS_ACTIVITY }, parameters)}) AS fact
INNER JOIN (SELECT ${KEY}, opened FROM ${rows}) AS entry USING (${KEY})
WHERE ${isIn(week)}
)`;
