import { z } from 'zod';
import { answerMeta } from './answer-meta.ts';
import { asOf, where } from './condition.ts';
import { defineQuestion } from './define-question.ts';
import { level, rateFigure, smallBelow } from './figures.ts';

export const coverageQuestion = z.strictObject({
  course: z.string().min(1).max(256),
  by: z
    .string()
    .regex(/^person\..{1,256}$/su, { error: 'people are grouped by person.<name>' })
    .describe('For example person.team, person.site, person.role, person.customer'),
  where: where.refine((all) => all.every(({ field }) => field.startsWith('person.')), {
    error: 'a question about people filters by person.<name>',
  }),
  among: z
    .enum(['described', 'assigned', 'required'])
    .default('described')
    .describe(
      'Who should have it: everybody of whom the attribute is known, who is assigned to the course, or whose assignment is required',
    ),
  result: z
    .enum(['any', 'passed', 'distinction'])
    .default('passed')
    .describe('Which completion counts: any, pass or distinction, only distinction'),
  validFor: z
    .strictObject({ days: z.number().positive().max(36_500) })
    .optional()
    .describe('A completion is valid for so long; without it for good'),
  target: z.number().gt(0).max(1).optional().describe('The share that should have it, 0 to 1'),
  ...{ level, smallBelow },
  asOf,
});
export type CoverageQuestion = z.output<typeof coverageQuestion>;

const coverageFigures = z.object({
  people: z.int().describe('Who should have it'),
  done: z.int().describe('Of these, with a completion that counts or a credit, ever'),
  valid: z.int().describe('Of these, with one that is valid now'),
  credited: z.int().describe('Of the valid, by credit alone'),
  rate: rateFigure.describe('Valid / people'),
  missing: z
    .int()
    .nullable()
    .describe('Further people who reach the target; 0 when it is reached, null without a target'),
});
export type CoverageFigures = z.infer<typeof coverageFigures>;

export const coverageAnswer = z.object({
  total: coverageFigures,
  rows: z
    .array(coverageFigures.extend({ value: z.string().nullable().describe('null where nothing was told') }))
    .describe('By value; what was not told last'),
  meta: answerMeta,
});
export type CoverageAnswer = z.infer<typeof coverageAnswer>;

export const coverage = defineQuestion({
  name: 'coverage',
  summary: 'Who has completed a course, per team, site, role or customer, against a target',
  question: coverageQuestion,
  answer: coverageAnswer,
});
