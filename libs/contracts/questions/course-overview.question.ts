import { z } from 'zod';
import { answerMeta } from './answer-meta.ts';
import { aboutEnrolments, asOf } from './condition.ts';
import { defineQuestion } from './define-question.ts';

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

export const courseOverview = defineQuestion({
  name: 'course-overview',
  summary: 'How courses or runs are doing',
  question: courseOverviewQuestion,
  answer: courseOverviewAnswer,
});
