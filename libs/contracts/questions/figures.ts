import { z } from 'zod';

/** So many of so many, with Wilson's interval; a rate of nobody is null, never 0. */
export const rateFigure = z.object({
  count: z.int(),
  of: z.int(),
  rate: z.number().nullable().describe('null when there is nobody to count among; likewise its limits'),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  small: z.boolean().describe('So few that the rate says little'),
});
export type RateFigure = z.infer<typeof rateFigure>;

/** A group less the baseline. */
export const differenceFigure = z
  .object({
    estimate: z.number(),
    lower: z.number(),
    upper: z.number(),
    small: z.boolean().describe('One of the two is so small that the interval says little'),
  })
  .nullable()
  .describe('null where one of the two has nothing to compare');
export type DifferenceFigure = z.infer<typeof differenceFigure>;

export const level = z.number().min(0.5).max(0.999).default(0.95).describe('Confidence of every interval');
export const smallBelow = z
  .int()
  .min(2)
  .max(1000)
  .default(5)
  .describe('A figure of fewer than so many is marked `small`');
