import { z } from 'zod';
import { isOneRule, notOneRule, riskFields, riskReason } from './at-risk.question.ts';
import { defineQuestion } from './define-question.ts';
import { checkWhatItIsOf, factsBehindAnswer, factsOrder } from './facts-behind.ts';

const figure = z
  .enum(['watched', 'enrolments', 'learners', 'byReason.enrolments', 'rows'])
  .describe('By its path in the answer; rows is one row of the list');
export type AtRiskFigure = z.infer<typeof figure>;

const name = z.string().max(256);

export const atRiskFactsQuestion = z
  .strictObject({
    ...riskFields,
    figure,
    reason: riskReason.optional().describe('Of byReason.enrolments: which'),
    row: z
      .strictObject({
        ...{ learner: z.string().max(512), course: name, run: name, registration: name },
        round: z.int().min(1),
      })
      .optional()
      .describe('Of rows: which, as the answer names it'),
    ...factsOrder,
  })
  .refine(isOneRule, notOneRule)
  .superRefine((asked, context) => checkWhatItIsOf(asked, { reason: 'byReason.', row: 'rows' }, context));
export type AtRiskFactsQuestion = z.output<typeof atRiskFactsQuestion>;

export const atRiskFacts = defineQuestion({
  name: 'at-risk/facts',
  summary: 'The facts behind a figure of who is at risk',
  description:
    'The body of the question without its page, and which figure: who is watched or never started by their Enrolled and Withdrawn, who ' +
    'is silent by their activity too, assessments by what was submitted, a row of the list by all that was told of the enrolment. The ' +
    '`because` of a row names those that its sentences rest on.',
  question: atRiskFactsQuestion,
  answer: factsBehindAnswer,
});
