import { z } from 'zod';
import { answerMeta } from './answer-meta.ts';
import { asOf } from './condition.ts';
import { defineQuestion } from './define-question.ts';
import { funnelQuestion } from './funnel.question.ts';
import { name } from '../learning/fields.ts';

export const funnelReadyMadeQuestion = z.strictObject({
  course: name,
  run: name.optional(),
  kind: z
    .enum(['modules', 'certification'])
    .describe(
      'modules: enrolled, each module that everybody has to do, completed; ' +
        'certification: enrolled, started, half, assessed, completed, certified',
    ),
  asOf,
});
export type FunnelReadyMadeQuestion = z.output<typeof funnelReadyMadeQuestion>;

export const funnelReadyMadeAnswer = z.object({
  question: funnelQuestion.describe('For `POST /v1/questions/funnel`, to ask as it is or to change'),
  leftOut: z
    .array(z.object({ step: z.string(), why: z.string() }))
    .describe('What the course has or the funnel would have, and why it is no step'),
  meta: answerMeta,
});
export type FunnelReadyMadeAnswer = z.infer<typeof funnelReadyMadeAnswer>;

export const funnelReadyMade = defineQuestion({
  name: 'funnel/ready-made',
  summary: 'The funnel of a course as it was described, ready to ask',
  description:
    'Answers with a question, not with figures: what it counts can be seen, and changed, before it is asked.',
  question: funnelReadyMadeQuestion,
  answer: funnelReadyMadeAnswer,
});
