import { z } from 'zod';
import { answerMeta } from './answer-meta.ts';
import { asOf, field, instant } from './condition.ts';
import { defineQuestion } from './define-question.ts';
import { refuse } from './refuse.ts';
import { funnelExclusion, funnelStep, MAX_EXCLUSIONS, MAX_FIRST_EVER_STEPS, MAX_FUNNEL_STEPS } from './funnel-steps.ts';

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

const attribution = z
  .union([z.enum(['first', 'last', 'all']), z.strictObject({ step: z.int().min(1).max(MAX_FUNNEL_STEPS) })])
  .default('first')
  .describe(
    'Which step of the counted try says the value: the first or the last that says any, all of them alike, or step n. ' +
      'In any order steps count as they were done',
  );

const breakdown = z.strictObject({
  by: field,
  attribution,
  limit: z.int().min(1).max(10_000).default(25).describe('So many values; the rest is `other`'),
});

const timeZone = z
  .string()
  .max(100)
  .refine(isTimeZone, { error: 'is no time zone that is known, such as Europe/Rome' })
  .optional()
  .describe('In which days begin in `trend`; UTC where none is given');

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** What a funnel is about; the list of its people has all of it too. */
export const funnelAtAnyTime = {
  unit: z.enum(['learner', 'enrolment']).default('learner'),
  steps: z.array(funnelStep).min(1).max(MAX_FUNNEL_STEPS),
  order: z
    .enum(['ordered', 'strict', 'any'])
    .default('ordered')
    .describe(
      'ordered: other events may lie between; strict: none of the same learner (or enrolment) may, decisions of Laurel only ' +
        'where a step names their kind; any: steps in any order',
    ),
  window: conversionWindow
    .nullable()
    .default(null)
    .describe('Counts from the first step, inclusive; null is 14 days, { unlimited: true } is none'),
  exclusions: z
    .array(funnelExclusion)
    .max(MAX_EXCLUSIONS)
    .default([])
    .describe('Who does this between two steps leaves the funnel; in any order they stay at the first step'),
  entered: entered.default({}).describe('Filters the starts, `from` inclusive, `to` exclusive, before tries are made'),
  breakdown: breakdown.optional(),
  interval: z.enum(['day', 'week', 'month']).optional().describe('Asks for `trend`: by when tries began'),
  timeZone,
};

export const funnelFields = { ...funnelAtAnyTime, asOf };

type FunnelFields = z.output<z.ZodObject<typeof funnelFields>>;

/** What fields must say of each other. */
export const checkFunnel = (question: FunnelFields, context: z.core.$RefinementCtx): void => {
  const { steps, order, exclusions } = question;
  exclusions.forEach(({ after, before }, index) => {
    if (before > steps.length)
      refuse(context, ['exclusions', index, 'before'], `lies outside the steps: there are ${steps.length}`);
    else if (order === 'any' && (after !== 1 || before !== steps.length))
      refuse(
        context,
        ['exclusions', index, after === 1 ? 'before' : 'after'],
        `in any order an exclusion spans the whole funnel: after 1, before ${steps.length}`,
      );
  });
  const of = question.breakdown?.attribution;
  if (typeof of === 'object' && of.step > steps.length)
    refuse(context, ['breakdown', 'attribution', 'step'], `there are ${steps.length} steps`);
  if (steps.filter(({ occurrence }) => occurrence === 'first-ever').length > MAX_FIRST_EVER_STEPS)
    refuse(context, ['steps'], `at most ${MAX_FIRST_EVER_STEPS} steps are first-ever`);
  if (question.interval === undefined && question.timeZone !== undefined)
    refuse(context, ['timeZone'], 'says where days begin in `trend`: ask for an `interval` too');
};

export const funnelQuestion = z.strictObject(funnelFields).superRefine(checkFunnel);
export type FunnelQuestion = z.output<typeof funnelQuestion>;

const durations = z
  .object({ mean: z.number(), median: z.number(), p90: z.number() })
  .nullable()
  .describe('Of the counted tries that reached the step, quantiles of type 7; null at the first step and of nobody');
const interval95 = z
  .object({ lower: z.number(), upper: z.number() })
  .nullable()
  .describe('95%, Wilson; null at the first step, where the rate is 1 by definition, and of nobody');

const funnelStepFigures = z.object({
  name: z.string(),
  reached: z.int(),
  dropped: z.int().describe('Reached this step and not the next one in time'),
  open: z.int().describe('Reached this step; the window for the next one has not ended'),
  rateFromFirst: z.number().nullable(),
  intervalFromFirst: interval95,
  rateFromPrevious: z.number().nullable(),
  intervalFromPrevious: interval95,
  secondsFromFirst: durations,
  secondsFromPrevious: durations,
});
const stepsFigures = z.array(funnelStepFigures);

export const funnelAnswer = z.object({
  steps: stepsFigures,
  timeToConvert: z
    .array(z.object({ fromSeconds: z.number(), toSeconds: z.number().describe('Exclusive'), count: z.int() }))
    .describe('Who did all steps, by the time from the first to the last; bins of one width from 0 on'),
  breakdown: z
    .array(z.object({ value: z.string().nullable().describe('null of who has none'), steps: stepsFigures }))
    .nullable()
    .describe(
      'Most entered first, who has no value last; null where none was asked for. All rows and `other` make the whole',
    ),
  other: z
    .object({ values: z.int().describe('So many different ones'), steps: stepsFigures })
    .nullable()
    .describe('The values beyond the limit of the breakdown; null where there are none'),
  trend: z
    .array(
      z.object({ from: z.iso.date().describe('First day of the day, week (Monday) or month'), steps: stepsFigures }),
    )
    .nullable()
    .describe('By when the counted try began; without those in which nobody entered; null where none was asked for'),
  meta: answerMeta,
});
export type FunnelAnswer = z.infer<typeof funnelAnswer>;
export type FunnelStepFigures = FunnelAnswer['steps'][number];

export const funnel = defineQuestion({
  name: 'funnel',
  summary: 'How many get from step to step, and where the others are',
  description:
    'Every possible try is looked at and the deepest counts, of equals a clean one, then the earliest. Events of one instant ' +
    'may convert in any order; one event never serves two steps. reached(i) = reached(i+1) + dropped(i) + open(i).',
  question: funnelQuestion,
  answer: funnelAnswer,
});
