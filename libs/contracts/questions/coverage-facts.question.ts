import { z } from 'zod';
import { coverageQuestion } from './coverage.question.ts';
import { defineQuestion } from './define-question.ts';
import { factsBehindAnswer, factsOrder } from './facts-behind.ts';

const figure = z.enum(['people', 'done', 'valid', 'credited']).describe('By its path in a row');
export type CoverageFigure = z.infer<typeof figure>;

export const coverageFactsQuestion = coverageQuestion.extend({
  figure,
  row: z
    .strictObject({ value: z.string().max(20_000).nullable() })
    .optional()
    .describe('The row that the figure stands in, as the answer names it; without it, the total'),
  ...factsOrder,
});
export type CoverageFactsQuestion = z.output<typeof coverageFactsQuestion>;

export const coverageFacts = defineQuestion({
  name: 'coverage/facts',
  summary: 'The facts behind a figure of a coverage',
  description:
    'The body of the question, and which figure of which row: who should have it by what was told of the person or by the assignment, ' +
    'who has it by the completions and credits of the course.',
  question: coverageFactsQuestion,
  answer: factsBehindAnswer,
});
