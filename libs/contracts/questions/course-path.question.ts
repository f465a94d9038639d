import { z } from 'zod';
import { answerMeta } from './answer-meta.ts';
import { aboutEnrolments, asOf } from './condition.ts';
import { defineQuestion } from './define-question.ts';

export const coursePathQuestion = z.strictObject({
  course: z.string().min(1).max(256),
  run: z.string().min(1).max(256).optional(),
  where: aboutEnrolments,
  silentAfter: z
    .strictObject({ days: z.number().positive().max(3650) })
    .optional()
    .describe('Who is silent for longer has stopped; the lapse period of the course where none is given, else 30 days'),
  asOf,
});
export type CoursePathQuestion = z.output<typeof coursePathQuestion>;

const share = z.object({ estimate: z.number(), lower: z.number(), upper: z.number() });
const seconds = z.number().nullable();

const nextThing = z.object({
  type: z.string().nullable().describe('null: nothing came after it'),
  module: z.string().nullable().describe('Of a Progressed'),
  external: z.boolean().describe('A ContentViewed that left the course'),
  enrolments: z.int(),
});

const pathModule = z.object({
  module: z.string().nullable().describe('null in the first row: before any module'),
  title: z.string().nullable(),
  optional: z.boolean(),
  requiredFor: z.array(z.string()).describe('Roles; empty where it is for everybody'),
  required: z.int().describe('Enrolments of people for whom it is required'),
  reached: z.int().describe('Enrolments that finished it, required or not'),
  came: z.int().describe('Enrolments for which it is required and that finished it or a later one'),
  last: z.int().describe('Enrolments whose furthest required module it is'),
  completed: z.int().describe('Of these, with the course completed'),
  open: z.int().describe('Of these, neither completed nor stopped'),
  stopped: z.int().describe('Of these, withdrawn or silent for too long'),
  stopShare: share.nullable().describe('stopped / came, with its 95% limits; null where nobody came, or it is no loss'),
  secondsFromPrevious: z.object({ median: seconds, p90: seconds }).describe('From the module before, or the enrolment'),
  secondsSpent: seconds.describe('Median of the time that those who stopped here had spent in the course, as told'),
  secondsOfCompleters: seconds.describe('Median time from enrolment to this module of those who completed the course'),
  next: z.array(nextThing).describe('The five most frequent next things after it'),
});
export type PathModule = z.infer<typeof pathModule>;

export const coursePathAnswer = z.object({
  enrolments: z.int(),
  modules: z.array(pathModule).describe('In the order of the course'),
  pace: z
    .object({ ahead: z.int(), onPace: z.int(), behind: z.int() })
    .nullable()
    .describe('Open enrolments against the median pace of those who completed; null where nobody has'),
  external: z
    .array(
      z.object({
        content: z.string(),
        enrolments: z.int().describe('Left the course for it'),
        cameBack: z.int().describe('Did something else in the course after it'),
        notBack: z.int().describe('Did not, and stopped, or had completed before'),
        open: z.int().describe('Did not yet'),
      }),
    )
    .describe('The 50 most viewed'),
  items: z
    .array(
      z.object({
        assessment: z.string(),
        item: z.string(),
        answered: z.int().describe('Answers that were told right or wrong'),
        failed: z.int(),
        failedShare: share,
      }),
    )
    .describe('The 50 items with the largest share of wrong answers, by the lower limit of the share'),
  meta: answerMeta,
});
export type CoursePathAnswer = z.infer<typeof coursePathAnswer>;

export const coursePath = defineQuestion({
  name: 'course-path',
  summary: 'Where in a course people stop',
  description:
    'By the modules of the latest CourseDescribed and the Progressed that name them. Optional modules, and those required for ' +
    'other roles only, are shown and never count as a loss.',
  question: coursePathQuestion,
  answer: coursePathAnswer,
});
