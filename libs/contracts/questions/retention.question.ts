import { z } from 'zod';
import { answerMeta } from './answer-meta.ts';
import { aboutEnrolments, asOf, instant } from './condition.ts';
import { defineQuestion } from './define-question.ts';

export const MAX_RETENTION_WEEKS = 104;

const entered = z
  .strictObject({ from: instant.optional(), to: instant.optional() })
  .refine(({ from, to }) => from === undefined || to === undefined || Date.parse(from) < Date.parse(to), {
    error: 'ends before it begins',
    path: ['to'],
  });

export const retentionQuestion = z.strictObject({
  where: aboutEnrolments,
  weeks: z.int().min(1).max(MAX_RETENTION_WEEKS).default(12).describe('How many weeks after the entry are looked at'),
  entered: entered.default({}).describe('Which entries, `from` inclusive, `to` exclusive'),
  asOf,
});
export type RetentionQuestion = z.output<typeof retentionQuestion>;

/** A share with its 95% limits (Wilson). */
const share = z.object({ estimate: z.number(), lower: z.number(), upper: z.number() });

const cell = z.object({
  week: z.int().describe('0 is the first seven days after the entry of each'),
  active: z.int().describe('Enrolments with activity in that week; so far, where it is not over'),
  over: z.boolean().describe('This week has ended for everybody of the row'),
  share: share.nullable().describe('active / entered with its 95% limits; null while the week is not over'),
});
export type RetentionCell = z.infer<typeof cell>;

export const retentionAnswer = z.object({
  rows: z.array(
    z.object({
      entryWeek: z.iso.date().describe('Its Monday'),
      entered: z.int().describe('Enrolments that began in it'),
      cells: z.array(cell),
    }),
  ),
  all: z
    .array(z.object({ week: z.int(), entered: z.int(), active: z.int(), share: share.nullable() }))
    .describe('All rows in which this week is over, together; share is null where there is none'),
  leftOut: z.int().describe('Enrolments whose time is not known: in no row'),
  meta: answerMeta,
});
export type RetentionAnswer = z.infer<typeof retentionAnswer>;

export const retention = defineQuestion({
  name: 'retention',
  summary: 'How many are still active, week by week after they entered',
  question: retentionQuestion,
  answer: retentionAnswer,
});
