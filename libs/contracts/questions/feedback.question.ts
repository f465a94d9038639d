import { z } from 'zod';
import { answerMeta } from './answer-meta.ts';
import { aboutEnrolments, asOf } from './condition.ts';
import { defineQuestion } from './define-question.ts';
import { level, rateFigure, smallBelow } from './figures.ts';

export const feedbackQuestion = z.strictObject({
  where: aboutEnrolments,
  by: z.enum(['course', 'run']).default('course'),
  question: z.string().max(20_000).optional().describe('Only ratings of this question; "" for those that name none'),
  ...{ level, smallBelow },
  asOf,
});
export type FeedbackQuestion = z.output<typeof feedbackQuestion>;

export const enrolmentStates = ['current', 'withdrawn', 'completed'] as const;

const ratings = z.object({
  question: z.string().nullable().describe('null where none was named'),
  scale: z.number().nullable().describe('As the source states it; null where it states none'),
  ratings: z.int(),
  mean: z.number().describe('On this scale'),
  distribution: z.array(z.object({ rating: z.number(), ratings: z.int() })).describe('From low to high'),
});

const said = z.object({
  enrolments: z.int(),
  response: rateFigure.describe('Enrolments with a rating / enrolments'),
  ratings: z.array(ratings),
  withdrew: z.int().describe('Enrolments with a withdrawal at some time, back or not'),
  reasons: z
    .array(z.object({ reason: z.string(), enrolments: z.int() }))
    .describe('Stated with the latest withdrawal, the 50 most frequent first'),
  otherReasons: z.int().describe('Withdrew with a rarer reason'),
  withoutReason: z.int().describe('Withdrew and stated none'),
});
export type Said = z.infer<typeof said>;

export const feedbackAnswer = z.object({
  total: said,
  rows: z.array(
    said.extend({
      course: z.string(),
      run: z.string().nullable().describe('null when the rows are courses; empty when no run was told'),
      state: z.enum(enrolmentStates),
    }),
  ),
  meta: answerMeta,
});
export type FeedbackAnswer = z.infer<typeof feedbackAnswer>;

export const feedback = defineQuestion({
  name: 'feedback',
  summary: 'What was said beside what was done',
  description:
    'Ratings, and the reasons stated when withdrawing, by the state of the enrolment. Comments are personal data and are in no answer.',
  question: feedbackQuestion,
  answer: feedbackAnswer,
});
