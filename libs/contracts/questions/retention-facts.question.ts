import { z } from 'zod';
import { defineQuestion } from './define-question.ts';
import { checkWhatItIsOf, factsBehindAnswer, factsOrder } from './facts-behind.ts';
import { refuse } from './refuse.ts';
import { MAX_RETENTION_WEEKS, retentionQuestion } from './retention.question.ts';

const figure = z.enum(['rows.entered', 'rows.cells.active', 'leftOut']).describe('By its path in the answer');
export type RetentionFigure = z.infer<typeof figure>;

export const retentionFactsQuestion = retentionQuestion
  .extend({
    figure,
    entryWeek: z.iso.date().optional().describe('Of figures of rows: the Monday of the row'),
    week: z
      .int()
      .min(0)
      .max(MAX_RETENTION_WEEKS - 1)
      .optional()
      .describe('Of rows.cells.active: which'),
    ...factsOrder,
  })
  .superRefine((asked, context) => {
    checkWhatItIsOf(asked, { entryWeek: 'rows.', week: 'rows.cells.' }, context);
    if ((asked.week ?? 0) >= asked.weeks) refuse(context, ['week'], `only ${asked.weeks} weeks are looked at`);
  });
export type RetentionFactsQuestion = z.output<typeof retentionFactsQuestion>;

export const retentionFacts = defineQuestion({
  name: 'retention/facts',
  summary: 'The facts behind a figure of a retention grid',
  description:
    'The body of the question, and which figure: who entered by their Enrolled, who was active by the activity of that week.',
  question: retentionFactsQuestion,
  answer: factsBehindAnswer,
});
