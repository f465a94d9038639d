import { z } from 'zod';
import { defineQuestion } from './define-question.ts';
import { checkWhatItIsOf, factsBehindAnswer, factsOrder } from './facts-behind.ts';
import { enrolmentStates, feedbackQuestion } from './feedback.question.ts';
import { refuse } from './refuse.ts';

const figure = z
  .enum([
    ...(['enrolments', 'response.count', 'ratings.ratings', 'ratings.distribution.ratings', 'withdrew'] as const),
    ...(['reasons.enrolments', 'otherReasons', 'withoutReason'] as const),
  ])
  .describe('By its path in a row');
export type FeedbackFigure = z.infer<typeof figure>;

const text = z.string().max(20_000);

export const feedbackFactsQuestion = feedbackQuestion
  .extend({
    figure,
    row: z
      .strictObject({
        course: z.string().min(1).max(256),
        run: z.string().max(256).nullable().default(null),
        state: z.enum(enrolmentStates),
      })
      .optional()
      .describe('The row that the figure stands in, as the answer names it; without it, the total'),
    ratings: z
      .strictObject({ question: text.nullable(), scale: z.number().nullable() })
      .optional()
      .describe('Of figures of ratings: which, as the answer names them'),
    rating: z.number().optional().describe('Of ratings.distribution.ratings: which'),
    reason: text.min(1).optional().describe('Of reasons.enrolments: which'),
    ...factsOrder,
  })
  .superRefine((asked, context) => {
    checkWhatItIsOf(asked, { ratings: 'ratings.', rating: 'ratings.distribution.', reason: 'reasons.' }, context);
    if (asked.row && (asked.row.run !== null) !== (asked.by === 'run'))
      refuse(context, ['row', 'run'], 'a row has a run when the rows are runs (`by`), and none when they are courses');
  });
export type FeedbackFactsQuestion = z.output<typeof feedbackFactsQuestion>;

export const feedbackFacts = defineQuestion({
  name: 'feedback/facts',
  summary: 'The facts behind a figure of feedback',
  description:
    'The body of the question, and which figure of which row: ratings and reasons by the fact of each enrolment that counts, ' +
    'enrolments by what tells their state. Comments are personal data and are in no answer.',
  question: feedbackFactsQuestion,
  answer: factsBehindAnswer,
});
