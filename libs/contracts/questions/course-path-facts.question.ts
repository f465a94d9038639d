import { z } from 'zod';
import { coursePathQuestion } from './course-path.question.ts';
import { defineQuestion } from './define-question.ts';
import { checkWhatItIsOf, factsBehindAnswer, factsOrder } from './facts-behind.ts';

const figure = z
  .enum([
    'enrolments',
    ...(['modules.required', 'modules.reached', 'modules.came', 'modules.last'] as const),
    ...(['modules.completed', 'modules.open', 'modules.stopped', 'modules.next.enrolments'] as const),
    ...(['pace.ahead', 'pace.onPace', 'pace.behind'] as const),
    ...(['external.enrolments', 'external.cameBack', 'external.notBack', 'external.open'] as const),
    ...(['items.answered', 'items.failed'] as const),
  ])
  .describe('By its path in the answer');
export type CoursePathFigure = z.infer<typeof figure>;

const text = z.string().max(20_000);

export const coursePathFactsQuestion = coursePathQuestion
  .extend({
    figure,
    module: text.nullable().optional().describe('Of figures of modules: which; null: before any'),
    next: z
      .strictObject({ type: text.nullable(), module: text.nullable(), external: z.boolean() })
      .optional()
      .describe('Of modules.next.enrolments: what came next, as the answer says'),
    content: text.optional().describe('Of figures of external: which'),
    item: z.strictObject({ assessment: text, item: text }).optional().describe('Of figures of items: which'),
    ...factsOrder,
  })
  .superRefine((asked, context) =>
    checkWhatItIsOf(
      asked,
      { module: 'modules.', next: 'modules.next.', content: 'external.', item: 'items.' },
      context,
    ),
  );
export type CoursePathFactsQuestion = z.output<typeof coursePathFactsQuestion>;

export const coursePathFacts = defineQuestion({
  name: 'course-path/facts',
  summary: 'The facts behind a figure of a course path',
  description:
    'The body of the question, and which figure of which module, content or item. Enrolments count by their Enrolled and the modules ' +
    'they finished; who stopped, is open or came back by all that they did; items by the fact about the attempt that counts.',
  question: coursePathFactsQuestion,
  answer: factsBehindAnswer,
});
