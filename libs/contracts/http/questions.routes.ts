import { z } from 'zod';
import { decisionEvents } from '../decisions/decision-events.ts';
import { learningEvents } from '../learning/learning-events.ts';
import { problem } from './problem.ts';
import { defineRoute } from './route.ts';

const instant = z.iso.datetime({ offset: true });
const eventType = z.enum([...learningEvents, ...decisionEvents].map((definition) => definition.type));

const scalar = z.union([z.string().max(1000), z.number(), z.boolean()]);
const comparable = z.union([z.string().max(1000), z.number()]);

/**
 * `event.<field>` a field of data (nested with dots), `enrolment.<name>` what was said at the enrolment, `person.<name>`
 * the person's attribute as of the event (as of `asOf` in questions about enrolments), `course` and `run` stand alone.
 */
const field = z.string().regex(/^(course|run|(event|enrolment|person)\..{1,256})$/su, {
  error: 'a field is course, run, event.<field>, enrolment.<name> or person.<name>',
});

export const condition = z.discriminatedUnion('op', [
  z.strictObject({ field, op: z.enum(['eq', 'ne']), value: scalar }),
  z.strictObject({ field, op: z.literal('in'), value: z.array(scalar).min(1).max(1000) }),
  z.strictObject({ field, op: z.enum(['lt', 'lte', 'gt', 'gte']), value: comparable }),
  /** `value: false` asks for the absence. */
  z.strictObject({ field, op: z.literal('exists'), value: z.boolean().default(true) }),
  z.strictObject({ field, op: z.literal('contains'), value: z.string().min(1).max(1000) }),
]);
export type Condition = z.output<typeof condition>;

/** All of them are true. */
const where = z.array(condition).max(50).default([]);
const asOf = instant.optional().describe('Answers as known at that time');

export const answerMeta = z.object({
  asOf: instant,
  dataThrough: instant
    .nullable()
    .describe('When the latest fact that could be used was recorded; null when there is none'),
  tookMs: z.number(),
  factsRead: z.int().describe('Facts known at asOf among which the answer was looked for, each telling counted'),
  definition: z.record(z.string(), z.string()).describe('One sentence per number: what it counts'),
});
export type AnswerMeta = z.infer<typeof answerMeta>;

// ---- course-overview ------------------------------------------------------------------------------------------------

const aboutEnrolments = where.refine((all) => all.every((one) => !one.field.startsWith('event.')), {
  error: 'a question about enrolments filters by course, run, enrolment.<name> and person.<name>',
});

export const courseOverviewQuestion = z.strictObject({
  where: aboutEnrolments,
  by: z.enum(['course', 'run']).default('course'),
  asOf,
});
export type CourseOverviewQuestion = z.output<typeof courseOverviewQuestion>;

export const courseFigures = z.object({
  enrolments: z.int(),
  learners: z.int(),
  neverStarted: z.int(),
  current: z.int(),
  activeLast7Days: z.int(),
  withdrawn: z.int(),
  lapsed: z.int(),
  returned: z.int(),
  completed: z.object({ pass: z.int(), distinction: z.int(), fail: z.int(), other: z.int() }),
  assessments: z.object({
    submitted: z.int(),
    scored: z.int(),
    passed: z.int(),
    meanScaled: z.number().nullable(),
    medianScaled: z.number().nullable(),
  }),
  completionRate: z.number().nullable().describe('Completed with any result / enrolments; null without enrolments'),
  passRate: z.number().nullable().describe('Pass and distinction / completed; null when nobody completed'),
});
export type CourseFigures = z.infer<typeof courseFigures>;

export const courseOverviewAnswer = z.object({
  totals: courseFigures,
  rows: z.array(
    courseFigures.extend({
      course: z.string(),
      run: z.string().nullable().describe('null when the rows are courses; empty when no run was told'),
    }),
  ),
  enrolmentsOverTime: z.array(z.object({ week: z.iso.date().describe('Its Monday'), enrolments: z.int() })),
  scoreDistribution: z.array(
    z.object({ from: z.number(), to: z.number().describe('Exclusive, but 1 belongs to the last'), results: z.int() }),
  ),
  meta: answerMeta,
});
export type CourseOverviewAnswer = z.infer<typeof courseOverviewAnswer>;

// ---- funnel ---------------------------------------------------------------------------------------------------------

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

// ---- addresses ------------------------------------------------------------------------------------------------------

const wrongQuestion = {
  description: 'The question makes no sense; the answer says which field',
  content: { 'application/problem+json': problem },
};
const tooHeavy = {
  description: 'The answer took too long (`question.too-heavy`); the answer says how to ask for less',
  content: { 'application/problem+json': problem },
};
const csv = z.string().describe('The rows of the answer as a table, with a header line');

export const askCourseOverview = defineRoute({
  name: 'askCourseOverview',
  method: 'post',
  path: '/v1/questions/course-overview',
  tag: 'questions',
  summary: 'How courses or runs are doing',
  scope: 'ask',
  body: { 'application/json': courseOverviewQuestion },
  answers: {
    200: { description: 'The figures', content: { 'application/json': courseOverviewAnswer, 'text/csv': csv } },
    400: wrongQuestion,
    503: tooHeavy,
  },
});

export const askFunnel = defineRoute({
  name: 'askFunnel',
  method: 'post',
  path: '/v1/questions/funnel',
  tag: 'questions',
  summary: 'How many get from step to step, and where the others are',
  description:
    'Every possible start is tried and the deepest try counts, of equals the earliest. Other events may lie between two steps; ' +
    'events of one instant may convert in any order; one event never serves two steps. reached(i) = reached(i+1) + dropped(i) + open(i).',
  scope: 'ask',
  body: { 'application/json': funnelQuestion },
  answers: {
    200: { description: 'The steps', content: { 'application/json': funnelAnswer, 'text/csv': csv } },
    400: wrongQuestion,
    503: tooHeavy,
  },
});

export const questionsRoutes = [askCourseOverview, askFunnel] as const;
