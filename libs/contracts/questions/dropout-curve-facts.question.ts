import { z } from 'zod';
import { defineQuestion } from './define-question.ts';
import { dropoutCurveQuestion } from './dropout-curve.question.ts';
import { checkWhatItIsOf, factsBehindAnswer, factsOrder } from './facts-behind.ts';
import { refuse } from './refuse.ts';

const figure = z
  .enum([
    ...(['learners', 'events', 'completed', 'censored', 'leftOut', 'notInCohort'] as const),
    ...(['curve.atRisk', 'curve.events', 'curve.censored', 'hazard.events', 'returns.events'] as const),
  ])
  .describe('By its path in a group');
export type DropoutCurveFigure = z.infer<typeof figure>;

const OF_A_TIME: readonly DropoutCurveFigure[] = ['curve.atRisk', 'curve.events', 'curve.censored', 'returns.events'];
const time = z.number();

export const dropoutCurveFactsQuestion = dropoutCurveQuestion
  .safeExtend({
    figure,
    group: z
      .string()
      .max(20_000)
      .nullable()
      .optional()
      .describe('Its `value`, with groupBy; without it all groups together'),
    time: time.optional().describe('Of curve and returns: of which point'),
    week: z
      .strictObject({ from: time, to: time })
      .refine(({ from, to }) => from < to, { error: 'ends before it begins', path: ['to'] })
      .optional()
      .describe('Of hazard.events: from (not in it) to (in it), as the answer says'),
    ...factsOrder,
  })
  .superRefine((asked, context) => {
    checkWhatItIsOf(asked, { week: 'hazard.' }, context);
    if ((asked.time !== undefined) !== OF_A_TIME.includes(asked.figure))
      refuse(context, ['time'], `goes with ${OF_A_TIME.join(', ')}, and only with them`);
    if (asked.group !== undefined && asked.groupBy === undefined) refuse(context, ['group'], 'there is no groupBy');
  });
export type DropoutCurveFactsQuestion = z.output<typeof dropoutCurveFactsQuestion>;

export const dropoutCurveFacts = defineQuestion({
  name: 'dropout-curve/facts',
  summary: 'The facts behind a figure of a dropout curve',
  description:
    'The body of the question, and which figure of which group. Enrolments count by what was told of them: who was followed by their ' +
    'Enrolled, who left or completed by their Withdrawn and CourseCompleted too, and where silence counts by all that they did.',
  question: dropoutCurveFactsQuestion,
  answer: factsBehindAnswer,
});
