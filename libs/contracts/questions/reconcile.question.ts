import { z } from 'zod';
import { defineQuestion } from './define-question.ts';

const day = z.iso.date();

export const reconcileQuestion = z
  .strictObject({
    source: z.string().min(1).max(512).optional().describe('Only this source; all where none is given'),
    from: day
      .optional()
      .describe('First day, by the time of the events in UTC; 30 days before today where none is given'),
    to: day.optional().describe('Last day; today where none is given'),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    error: 'ends before it begins',
    path: ['to'],
  });
export type ReconcileQuestion = z.output<typeof reconcileQuestion>;

export const sealState = z
  .enum(['complete', 'agrees', 'behind', 'differs'])
  .describe(
    'complete: everything told is in the answers; agrees: and the source says the same; behind: records of the log are ' +
      'still on their way to the answers; differs: see `differences`',
  );
export type SealState = z.infer<typeof sealState>;

const control = z.object({
  type: z.string(),
  count: z.int().describe('What the source says: its facts of this type that happened on that day'),
  facts: z.int().describe('What Laurel has'),
});
export type Control = z.infer<typeof control>;

const reconciledDay = z.object({
  source: z.string(),
  day,
  told: z.int().describe('Records that intake acknowledged (its receipts in PostgreSQL)'),
  projected: z.int().describe('Records of the log that reached ClickHouse, each once, however often it was delivered'),
  facts: z
    .int()
    .describe('Different facts (identities) among them, voided ones too: the rest was told again, or in conflict'),
  controls: z.array(control).describe('What the source says, where it sends control totals'),
});
export type ReconciledDay = z.infer<typeof reconciledDay>;

const reconciledPartition = z.object({
  topic: z.string(),
  partition: z.int(),
  logged: z.int().describe('Records that the log holds, by its offsets'),
  projected: z.int(),
  unreadable: z.int().describe('Records in the dead letters because nobody could read them'),
  missing: z
    .array(z.object({ first: z.string(), last: z.string() }))
    .describe(
      'Where the counts differ: offsets that did not become facts, the first 20 gaps; unreadable ones are among them',
    ),
});
export type ReconciledPartition = z.infer<typeof reconciledPartition>;

export const reconcileAnswer = z.object({
  seal: z.object({ state: sealState, says: z.string().describe('In one sentence, for a dashboard') }),
  sources: z.array(z.object({ source: z.string(), state: sealState, says: z.string() })),
  differences: z.array(z.string()).describe('What differs, and where'),
  days: z.array(reconciledDay).describe('By source and day'),
  log: z.array(reconciledPartition).describe('Whole, whatever source and days are asked for'),
  meta: z.object({
    asOf: z.iso.datetime(),
    tookMs: z.number(),
    definition: z.record(z.string(), z.string()).describe('One sentence per number: what it counts'),
  }),
});
export type ReconcileAnswer = z.infer<typeof reconcileAnswer>;

export const reconcile = defineQuestion({
  name: 'reconcile',
  summary: 'Is everything that was told in the answers?',
  description:
    'Counts in places that do not know of each other: receipts of intake, offsets of the log, records that ClickHouse was ' +
    'given, and the control totals of the sources. It is about now: there is no asOf.',
  isAboutNow: true,
  question: reconcileQuestion,
  answer: reconcileAnswer,
});
