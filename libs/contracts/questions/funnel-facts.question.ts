import { z } from 'zod';
import { defineQuestion } from './define-question.ts';
import { factsBehindAnswer, factsOrder } from './facts-behind.ts';
import { funnelCursor } from './funnel-cursor.ts';
import { checkFunnelFigure, funnelFigure } from './funnel-people.question.ts';
import { checkFunnel, funnelFields } from './funnel.question.ts';
import { refuse } from './refuse.ts';

export const funnelFactsQuestion = z
  .strictObject({
    ...funnelFields,
    ...funnelFigure,
    ...factsOrder,
    after: funnelCursor.optional().describe('What `next` said: the same list goes on, as of the same time'),
  })
  .superRefine((question, context) => {
    checkFunnel(question, context);
    checkFunnelFigure(question, context);
    const { after, asOf } = question;
    if (after && asOf !== undefined && Date.parse(after.asOf) !== Date.parse(asOf))
      refuse(context, ['after'], `the list was made as of ${after.asOf}`);
  });
export type FunnelFactsQuestion = z.output<typeof funnelFactsQuestion>;

export const funnelFacts = defineQuestion({
  name: 'funnel/facts',
  summary: 'The facts behind a figure of a funnel',
  description:
    'The body of the question and the figure, named as for `funnel/people`: the events that did the steps of the tries that count. Of ' +
    'several of one instant that could have done a step all are named. A page has whole people, so it may hold a few more facts than `limit`.',
  question: funnelFactsQuestion,
  answer: factsBehindAnswer,
});
