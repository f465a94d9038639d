import { z } from 'zod';
import { compareQuestion } from './compare.question.ts';
import { courseOverviewFigure } from './course-overview-facts.question.ts';
import { defineQuestion } from './define-question.ts';
import { factsBehindAnswer, factsOrder } from './facts-behind.ts';

export const compareFactsQuestion = compareQuestion.safeExtend({
  figure: courseOverviewFigure
    .exclude(['enrolmentsOverTime', 'scoreDistribution'])
    .describe('By its path in a group; of `rates` and differences the figures that they are made of'),
  group: z.string().max(20_000).nullable().describe('The `value` of the group; null where nothing was told'),
  ...factsOrder,
});
export type CompareFactsQuestion = z.output<typeof compareFactsQuestion>;

export const compareFacts = defineQuestion({
  name: 'compare/facts',
  summary: 'The facts behind a figure of a compared group',
  description: 'The body of the question, and which figure of which group, as in `course-overview/facts`.',
  question: compareFactsQuestion,
  answer: factsBehindAnswer,
});
