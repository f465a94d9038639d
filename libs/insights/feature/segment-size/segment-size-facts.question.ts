import { type SegmentSizeFactsQuestion } from '@laurel/contracts';
import { type Warehouse } from '@laurel/insights-read-model';
import { type Parameters } from '../conditions.ts';
import { shapeFor } from '../enrolments/enrolments.query.ts';
import { ALL_OF_IT, ENROLS, factsOfThese } from '../enrolments/facts-of-enrolments.ts';
import { askFactsBehind, type AskingAsOf, type Behind } from '../facts-behind.ts';
import { segmentRows } from './segment-size.query.ts';
import { DEFINITION } from './segment-size.question.ts';

const behind = async (
  warehouse: Warehouse,
  { where, criterion, figure }: SegmentSizeFactsQuestion,
  { asker, limits, asOf }: AskingAsOf,
): Promise<Behind> => {
  const shape = await shapeFor(warehouse, { where, asOf, asker }, limits);
  const query = { where, asOf, asker, shape };
  const all = segmentRows(query, criterion);
  const isOfSegment = figure.startsWith('segment.');
  const rows = (parameters: Parameters): string =>
    `(SELECT * FROM ${all.rows(parameters)} WHERE ${isOfSegment ? 'meets' : '1'})`;
  return {
    counted: figure.endsWith('.learners') ? 'uniqExact(learner)' : 'count()',
    rows,
    facts: (parameters) =>
      factsOfThese(query, { rows: rows(parameters), shows: isOfSegment ? ALL_OF_IT : ENROLS }, parameters),
    params: all.params,
  };
};

/** The facts behind the size of a segment. */
export const askSegmentSizeFacts = askFactsBehind<SegmentSizeFactsQuestion>(
  ({ figure }) => ({ figure, definition: DEFINITION }),
  behind,
);
