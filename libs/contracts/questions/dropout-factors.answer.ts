import { z } from 'zod';
import { groupTest } from './dropout-curve.answer.ts';

const factor = z.string().describe('As asked: a field, or the name of a behaviour');
const ratio = z.number().nullable().describe('null where it cannot be estimated');

const level = z.object({
  value: z
    .string()
    .nullable()
    .describe('Of a category null is those of whom nothing was told; of a number null, the ratio is that of 1 more'),
  reference: z.boolean().describe('The level that the others are compared with'),
  enrolments: z.int().nullable().describe('Of a category: enrolments in the regression; null of a number'),
  coefficient: ratio,
  hazardRatio: ratio.describe('exp(coefficient): 1.4 leaves 1.4 times as fast, all other factors being equal'),
  lower: ratio,
  upper: ratio,
  standardError: ratio.describe('Of the coefficient, from the information matrix'),
  robustStandardError: ratio.describe('Of the coefficient, from the sandwich; null also where robust is false'),
  z: ratio.describe("Wald's, from the robust error where there is one, as are p and the limits"),
  p: ratio,
  inWords: z.string().nullable().describe('null for the reference, and where nothing could be estimated'),
});

const proportionalityTest = groupTest.extend({
  inWords: z.string().nullable().describe('What to keep in mind; null where nothing speaks against proportionality'),
});

export const dropoutFactorsAnswer = z.object({
  note: z.string(),
  enrolments: z.int().describe('In the regression: followed, and all of it known'),
  learners: z.int().describe('Whose enrolments these are'),
  events: z.int().describe('Dropouts among them'),
  terms: z.int().describe('Coefficients: one a number, one a level but the reference'),
  leftOut: z.object({
    enrolments: z
      .int()
      .describe('All who are not in the regression, but those not in the cohort; the sum of the next two'),
    notFollowed: z.int().describe('Time not known, or no time under observation'),
    missing: z.int().describe('Followed, but a factor or the stratum is not known'),
    byFactor: z
      .array(z.object({ factor, missing: z.int() }))
      .describe('Enrolments of which the factor, or the stratum, is not known; one may be missing in several'),
    notInCohort: z.int().describe('Dropped out at or before the origin, with cohort enrolled-at-origin'),
  }),
  factors: z.array(z.object({ factor, kind: z.enum(['category', 'number']), levels: z.array(level) })),
  strata: z.int().describe('1 without stratifyBy'),
  tests: z.object({
    likelihoodRatio: groupTest,
    wald: groupTest.describe('From the robust covariance where there is one'),
    score: groupTest,
    robustScore: groupTest.nullable().describe('null where robust is false'),
  }),
  proportionality: z
    .object({ factors: z.array(proportionalityTest.extend({ factor })), global: proportionalityTest })
    .nullable()
    .describe('null where there are fewer than two different times of dropout'),
  screening: z
    .array(
      z.object({
        factor,
        missing: z.int().describe('Enrolments left out of the regression on this factor alone'),
        levels: z.array(level.pick({ value: true, hazardRatio: true })),
        likelihoodRatio: groupTest.nullable().describe('null where there is nothing to test'),
        adjustedP: z.number().nullable().describe('For the share of false discoveries (Benjamini and Hochberg)'),
      }),
    )
    .nullable()
    .describe('Each factor by itself; null unless asked for'),
  warnings: z.array(z.object({ code: z.string(), message: z.string() })),
});
export type DropoutFactorsFigures = z.infer<typeof dropoutFactorsAnswer>;
