import { z } from 'zod';
import { answerMeta } from './answer-meta.ts';
import { asOf, eventType, instant, where } from './condition.ts';
import { defineQuestion } from './define-question.ts';

export const MAX_FUNNEL_STEPS = 60;

const stepEvent = z.strictObject({ event: eventType, where });

export const funnelStep = z
  .strictObject({
    name: z.string().min(1).max(200).optional(),
    event: eventType.optional(),
    where,
    anyOf: z.array(stepEvent).min(1).max(20).optional().describe('Any of these is the step, instead of `event`'),
    occurrence: z.literal('any', { error: 'only "any" is answered: every occurrence is tried' }).default('any'),
  })
  .refine((step) => (step.event === undefined) !== (step.anyOf === undefined), {
    error: 'a step names either one event or anyOf several',
    path: ['event'],
  });
export type FunnelStep = z.output<typeof funnelStep>;

const conversionWindow = z
  .strictObject({
    days: z.number().positive().max(36_500).optional(),
    seconds: z.number().positive().max(3_153_600_000).optional(),
    unlimited: z.literal(true).optional(),
  })
  .refine((window) => Object.values(window).filter((value) => value !== undefined).length === 1, {
    error: 'a window is { days }, { seconds } or { unlimited: true }',
  });

const entered = z
  .strictObject({ from: instant.optional(), to: instant.optional() })
  .refine(({ from, to }) => from === undefined || to === undefined || Date.parse(from) < Date.parse(to), {
    error: 'ends before it begins',
    path: ['to'],
  });

export const funnelQuestion = z.strictObject({
  unit: z.enum(['learner', 'enrolment']).default('learner'),
  steps: z.array(funnelStep).min(1).max(MAX_FUNNEL_STEPS),
  order: z.literal('ordered', { error: 'only "ordered" is answered' }).default('ordered'),
  window: conversionWindow
    .nullable()
    .default(null)
    .describe('Counts from the first step, inclusive; null is 14 days, { unlimited: true } is none'),
  entered: entered.default({}).describe('Filters the starts, `from` inclusive, `to` exclusive, before tries are made'),
  asOf,
});
export type FunnelQuestion = z.output<typeof funnelQuestion>;

export const funnelAnswer = z.object({
  steps: z.array(
    z.object({
      name: z.string(),
      reached: z.int(),
      dropped: z.int().describe('Reached this step and not the next one in time'),
      open: z.int().describe('Reached this step; the window for the next one has not ended'),
      rateFromFirst: z.number().nullable(),
      rateFromPrevious: z.number().nullable(),
    }),
  ),
  meta: answerMeta,
});
export type FunnelAnswer = z.infer<typeof funnelAnswer>;

export const funnel = defineQuestion({
  name: 'funnel',
  summary: 'How many get from step to step, and where the others are',
  description:
    'Every possible start is tried and the deepest try counts, of equals the earliest. Other events may lie between two steps; ' +
    'events of one instant may convert in any order; one event never serves two steps. reached(i) = reached(i+1) + dropped(i) + open(i).',
  question: funnelQuestion,
  answer: funnelAnswer,
});
