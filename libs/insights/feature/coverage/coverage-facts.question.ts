import { type CoverageFactsQuestion, type CoverageFigure } from '@laurel/contracts';
import { countedFacts, type Warehouse } from '@laurel/insights-read-model';
import { type Parameters, splitField } from '../conditions.ts';
import { shapeFor } from '../enrolments/enrolments.query.ts';
import { askFactsBehind, type AskingAsOf, type Behind, FACT_BEHIND_COLUMNS } from '../facts-behind.ts';
import { coveredPeople } from './coverage.query.ts';
import { DEFINITION } from './coverage.question.ts';

const behind = async (
  warehouse: Warehouse,
  question: CoverageFactsQuestion,
  { asker, limits, asOf }: AskingAsOf,
): Promise<Behind> => {
  const where = [{ field: 'course', op: 'eq' as const, value: question.course }];
  const shape = await shapeFor(warehouse, { where, asOf, asker }, limits);
  const query = { question, enrolments: { where, asOf, asker, shape } };
  const rows = (parameters: Parameters): string => `(
SELECT learner FROM ${coveredPeople(query, parameters)}
WHERE ${CONDITIONS[question.figure]} AND ${ofRow(question.row, parameters)}
)`;
  return {
    counted: 'count()',
    rows,
    facts: (parameters) =>
      countedFacts({
        columns: FACT_BEHIND_COLUMNS,
        where: `${evidenceFor(question, parameters)} AND learner IN ${rows(parameters)}`,
        allCount: shape.allCount,
      }),
  };
};

/** The facts behind a figure of a coverage. */
export const askCoverageFacts = askFactsBehind<CoverageFactsQuestion>(
  ({ figure }) => ({ figure, definition: DEFINITION }),
  behind,
);

/** The conditions under which the query of the coverage counts a person. */
const CONDITIONS: Readonly<Record<CoverageFigure, string>> = {
  people: '1',
  done: '(has_completion OR has_credit)',
  valid: '(completion_valid OR credit_valid)',
  credited: '(credit_valid AND NOT completion_valid)',
};

const ofRow = (row: CoverageFactsQuestion['row'], parameters: Parameters): string => {
  if (row === undefined) return '1';
  return row.value === null ? 'isNull(value)' : `value = ${parameters.add(row.value, 'String')}`;
};

/** Which facts of a person show that they count. */
const evidenceFor = ({ figure, among, by, course }: CoverageFactsQuestion, parameters: Parameters): string => {
  if (figure === 'people' && among === 'described') {
    const attribute = parameters.add(splitField(by)[1], 'String');
    return `type = 'learning.PersonDescribed' AND course = '' AND JSONHas(data, 'attributes', ${attribute})`;
  }
  const types = {
    people: "'learning.Assigned'",
    done: "'learning.CourseCompleted', 'learning.CreditGranted'",
    valid: "'learning.CourseCompleted', 'learning.CreditGranted'",
    credited: "'learning.CreditGranted'",
  };
  return `type IN (${types[figure]}) AND course = ${parameters.add(course, 'String')}`;
};
