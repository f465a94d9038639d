import { type FactsBehindAnswer, type SegmentSizeFactsQuestion } from '@laurel/contracts';
import { type Warehouse } from '@laurel/insights-read-model';
import { type Asking } from '../answer-meta.ts';
import { type Parameters } from '../conditions.ts';
import { shapeFor } from '../enrolments/enrolments.query.ts';
import { ALL_OF_IT, ENROLS, factsOfThese } from '../enrolments/facts-of-enrolments.ts';
import { answerFactsBehind, type Behind } from '../facts-behind.ts';
import { segmentRows } from './segment-size.query.ts';
import { DEFINITION } from './segment-size.question.ts';

/** The facts behind the size of a segment. */
export const askSegmentSizeFacts = (
  warehouse: Warehouse,
  question: SegmentSizeFactsQuestion,
  asking: Asking,
): Promise<FactsBehindAnswer> => {
  const asOf = question.asOf === undefined ? asking.now : new Date(question.asOf);
  const asked = { asOf, figure: question.figure, definition: DEFINITION, order: question };
  return answerFactsBehind(warehouse, asking, asked, behind(warehouse, question, { ...asking, asOf }));
};

const behind = async (
  warehouse: Warehouse,
  { where, criterion, figure }: SegmentSizeFactsQuestion,
  { asker, limits, asOf }: Asking & { readonly asOf: Date },
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
