import { z } from 'zod';

/** Times are in the time unit of the question, from the origin. */
const time = z.number();
const limits = {
  lower: z.number().nullable().describe('null where the interval is not defined, as at a survival of 0'),
  upper: z.number().nullable(),
};

const curvePoint = z.object({
  time,
  atRisk: z.int(),
  events: z.int().describe('Dropouts'),
  censored: z.int().describe('Left observation without a dropout, completions among them'),
  survival: z.number().describe('Share that has not dropped out by then'),
  standardError: z.number().nullable().describe("Greenwood's, of the survival; null where it is 0"),
  ...limits,
});

const incidencePoint = z.object({
  time,
  cumulativeIncidence: z.number().describe('Share of all that left in this way by then, the other way competing'),
  standardError: z.number(),
});

export const dropoutCurveGroup = z.object({
  value: z.string().nullable().describe('null: nothing was told, or no groupBy'),
  learners: z.int().describe('Enrolments in the curve: events + censored'),
  events: z.int().describe('Dropouts within follow-up'),
  completed: z.int().describe('Completions within follow-up; they are among the censored'),
  censored: z.int(),
  leftOut: z.int().describe('Not in the curve: time not known, or no time under observation'),
  notInCohort: z.int().describe('Dropped out at or before the origin, with cohort enrolled-at-origin'),
  median: time.nullable().describe('null while more than half are still in'),
  quantiles: z.array(
    z.object({ share: z.number(), time: time.nullable(), lower: time.nullable(), upper: time.nullable() }),
  ),
  curve: z.array(curvePoint),
  at: z.array(curvePoint.omit({ events: true, censored: true })),
  completion: z.array(incidencePoint),
  dropout: z.array(incidencePoint),
  restrictedMean: z.array(z.object({ at: time, mean: time, standardError: z.number() })),
  hazard: z
    .array(
      z.object({
        from: time.describe('Not in it'),
        to: time.describe('In it'),
        events: z.int(),
        personTime: z.number(),
        hazard: z.number().nullable().describe('Dropouts per unit of time at risk; null where nobody was at risk'),
        ...limits,
      }),
    )
    .describe('By week from the origin'),
  returns: z
    .array(
      z.object({
        time,
        atRisk: z.int(),
        events: z.int().describe('Returns: the first Enrolled or activity after a dropout'),
        mean: z.number().describe('Returns per enrolment by then'),
        standardError: z.number().describe('Robust, each enrolment a unit'),
        lower: z.number(),
        upper: z.number(),
      }),
    )
    .nullable()
    .describe('null unless recurrent'),
});
export type DropoutCurveGroup = z.infer<typeof dropoutCurveGroup>;

export const groupTest = z.object({
  chiSquared: z.number(),
  degreesOfFreedom: z.int(),
  p: z.number().nullable().describe('null where there is nothing to compare'),
});

export const logRankTest = groupTest.extend({
  groups: z.array(z.object({ value: z.string(), observed: z.number(), expected: z.number() })),
  strata: z.int(),
});
