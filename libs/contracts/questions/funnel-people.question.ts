import { z } from 'zod';
import { answerMeta } from './answer-meta.ts';
import { instant } from './condition.ts';
import { defineQuestion } from './define-question.ts';
import { funnelPage } from './funnel-cursor.ts';
import { checkFunnel, funnelAtAnyTime, funnelFields } from './funnel.question.ts';
import { refuse } from './refuse.ts';

const breakdownValue = z
  .union([z.string().max(1000), z.null(), z.strictObject({ other: z.literal(true) })])
  .optional()
  .describe('Only those of one row of the breakdown: its value, null for who has none, or { other: true }');

export const funnelFigure = {
  step: z.int().min(1).describe('Counted from 1'),
  place: z
    .enum(['reached', 'converted', 'dropped', 'open'])
    .describe('converted went on to the next step (at the last step: did all); dropped and open as in the figures'),
  breakdownValue,
  trendFrom: z.iso.date().optional().describe('Only those of one row of the trend: its `from`'),
};

type Figure = z.output<z.ZodObject<typeof funnelFields & typeof funnelFigure>>;

/** The figure must be one of the funnel's. */
export const checkFunnelFigure = ({ step, steps, ...asked }: Figure, context: z.core.$RefinementCtx): void => {
  if (step > steps.length) refuse(context, ['step'], `there are ${steps.length} steps`);
  if (asked.breakdownValue !== undefined && asked.breakdown === undefined)
    refuse(context, ['breakdownValue'], 'there is no breakdown');
  if (asked.trendFrom !== undefined && asked.interval === undefined)
    refuse(context, ['trendFrom'], 'there is no trend: ask for an `interval` too');
};

/** The people behind a figure, whenever they are asked for. */
export const behindFigure = z.strictObject({ ...funnelAtAnyTime, ...funnelFigure }).superRefine((one, context) => {
  checkFunnel(one, context);
  checkFunnelFigure(one, context);
});
export type BehindFigure = z.output<typeof behindFigure>;

export const funnelPeopleQuestion = z
  .strictObject({
    ...funnelFields,
    ...funnelFigure,
    page: funnelPage,
  })
  .superRefine((question, context) => {
    checkFunnel(question, context);
    checkFunnelFigure(question, context);
    const { page, asOf } = question;
    if (page.after && asOf !== undefined && Date.parse(page.after.asOf) !== Date.parse(asOf))
      refuse(context, ['page', 'after'], `the list was made as of ${page.after.asOf}`);
  });
export type FunnelPeopleQuestion = z.output<typeof funnelPeopleQuestion>;

export const funnelPeopleAnswer = z.object({
  people: z
    .array(
      z.object({
        learner: z.string().describe('The id that the source gave, no name'),
        enrolment: z
          .object({ course: z.string(), run: z.string(), registration: z.string(), round: z.int() })
          .nullable()
          .describe('null where the unit is the learner'),
        breakdownValue: z.string().nullable().optional().describe('Where there is a breakdown'),
        times: z.array(instant).describe('Of the steps reached, in order'),
      }),
    )
    .describe('In an order that stays the same and says nothing about them'),
  next: z.string().nullable().describe('For `page.after`; null on the last page'),
  meta: answerMeta,
});
export type FunnelPeopleAnswer = z.infer<typeof funnelPeopleAnswer>;

export const funnelPeople = defineQuestion({
  name: 'funnel/people',
  summary: 'Who stands behind a figure of a funnel',
  question: funnelPeopleQuestion,
  answer: funnelPeopleAnswer,
});
