import { z } from 'zod';
import { defineQuestion } from './define-question.ts';
import { checkWhatItIsOf, factsBehindAnswer, factsOrder } from './facts-behind.ts';

export const reconcileFactsQuestion = z
  .strictObject({
    figure: z.enum(['days.facts', 'days.controls.facts'], {
      error:
        'is days.facts or days.controls.facts: told, logged and projected count records, of which a fact may have several',
    }),
    source: z.string().min(1).max(512),
    day: z.iso.date().describe('UTC'),
    type: z.string().min(1).max(256).optional().describe('Of days.controls.facts: which'),
    ...factsOrder,
  })
  .superRefine((asked, context) => checkWhatItIsOf(asked, { type: 'days.controls.' }, context));
export type ReconcileFactsQuestion = z.output<typeof reconcileFactsQuestion>;

export const reconcileFacts = defineQuestion({
  name: 'reconcile/facts',
  summary: 'The facts of a source and day',
  description:
    'Which figure of which row. It is about now, and of each identity the version that counts: voided ones too, as the source told them.',
  isAboutNow: true,
  question: reconcileFactsQuestion,
  answer: factsBehindAnswer,
});
