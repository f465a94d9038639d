import { z } from 'zod';
import { defineQuestion } from './define-question.ts';
import { factsBehindAnswer, factsOrder } from './facts-behind.ts';
import { segmentSizeQuestion } from './segment-size.question.ts';

const figure = z
  .enum(['segment.enrolments', 'segment.learners', 'among.enrolments', 'among.learners'])
  .describe('By its path in the answer; of the trend, ask with its asOf');
export type SegmentSizeFigure = z.infer<typeof figure>;

export const segmentSizeFactsQuestion = segmentSizeQuestion.safeExtend({ figure, ...factsOrder });
export type SegmentSizeFactsQuestion = z.output<typeof segmentSizeFactsQuestion>;

export const segmentSizeFacts = defineQuestion({
  name: 'segment-size/facts',
  summary: 'The facts behind the size of a segment',
  description:
    'The body of the question and the figure: of the segment all that was told of the enrolments in it, of what it is among their Enrolled.',
  question: segmentSizeFactsQuestion,
  answer: factsBehindAnswer,
});
