import { z } from 'zod';
import { answerMeta } from './answer-meta.ts';
import { aboutEnrolments, asOf, instant } from './condition.ts';
import { courseFigures } from './course-overview.question.ts';
import { defineQuestion } from './define-question.ts';
import { differenceFigure, level, rateFigure, smallBelow } from './figures.ts';

const period = z
  .strictObject({ name: z.string().min(1).max(200), from: instant, to: instant })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), { error: 'ends before it begins', path: ['to'] });
export type Period = z.output<typeof period>;

const periods = z
  .array(period)
  .min(2)
  .max(20)
  .superRefine((all, context) => {
    for (const [index, one] of all.entries()) {
      const before = all.slice(0, index);
      if (before.some(({ name }) => name === one.name))
        context.addIssue({ code: 'custom', path: [index, 'name'], message: 'two periods have this name' });
      if (before.some((other) => overlap(one, other)))
        context.addIssue({ code: 'custom', path: [index, 'from'], message: 'overlaps a period before it' });
    }
  });

const overlap = (one: Period, other: Period): boolean =>
  Date.parse(one.from) < Date.parse(other.to) && Date.parse(other.from) < Date.parse(one.to);

export const compareQuestion = z
  .strictObject({
    where: aboutEnrolments,
    by: z
      .string()
      .regex(/^(course|run|(enrolment|person)\..{1,256})$/su, {
        error: 'compares by course, run, enrolment.<name> or person.<name>',
      })
      .optional(),
    periods: periods
      .optional()
      .describe('Instead of `by`: enrolments by when they were told to begin, `from` inclusive, `to` exclusive'),
    baseline: z
      .string()
      .max(1000)
      .nullable()
      .optional()
      .describe(
        'The group that all others are held against; null: where nothing was told. Default: the largest, the first period',
      ),
    ...{ level, smallBelow },
    limit: z
      .int()
      .min(2)
      .max(200)
      .default(25)
      .describe('So many groups: the largest, and the baseline; periods are all there'),
    asOf,
  })
  .refine(({ by, periods: list }) => (by === undefined) !== (list === undefined), {
    error: 'compares either by something or periods',
    path: ['by'],
  })
  .refine(
    ({ periods: list, baseline }) =>
      list === undefined || baseline === undefined || list.some(({ name }) => name === baseline),
    { error: 'is not the name of a period', path: ['baseline'] },
  );
export type CompareQuestion = z.output<typeof compareQuestion>;

const comparedGroup = courseFigures.extend({
  value: z.string().nullable().describe('Of the group; null where nothing was told'),
  baseline: z.boolean(),
  rates: z.object({ finished: rateFigure, passed: rateFigure, withdrawn: rateFigure, neverStarted: rateFigure }),
  score: z
    .object({
      enrolments: z.int(),
      mean: z.number().nullable(),
      standardDeviation: z.number().nullable().describe('Of the sample (n - 1); null of fewer than two'),
    })
    .describe('Each enrolment with a score counts once, with the mean of its results'),
  differences: z
    .object({
      finished: differenceFigure,
      passed: differenceFigure,
      withdrawn: differenceFigure,
      neverStarted: differenceFigure,
      score: differenceFigure,
    })
    .nullable()
    .describe('This group less the baseline; null for the baseline itself'),
});
export type ComparedGroup = z.infer<typeof comparedGroup>;

export const compareAnswer = z.object({
  groups: z.array(comparedGroup).describe('The largest first; periods in their order'),
  leftOut: z.int().describe('Groups beyond the limit'),
  intervals: z.object({
    differences: z.int().describe('Intervals of differences in this answer'),
    missedByChance: z
      .number()
      .describe('So many of them are expected to miss the true difference although nothing is wrong'),
  }),
  meta: answerMeta,
});
export type CompareAnswer = z.infer<typeof compareAnswer>;

export const compare = defineQuestion({
  name: 'compare',
  summary: 'Courses, runs, teams or periods side by side, with the uncertainty',
  description:
    'The figures of the overview for each group; every rate with its Wilson interval, every difference from the baseline with ' +
    "Newcombe's, of mean scores with Welch's. What goes along with a group is not caused by it.",
  question: compareQuestion,
  answer: compareAnswer,
});
