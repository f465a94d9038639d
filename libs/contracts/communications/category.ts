import { z } from 'zod';
import { priority } from '../campaigns/campaign-steps.ts';

/** What a message may have to wait for. */
export const waitsFor = z.enum(['quiet-hours', 'working-days', 'availability']);
export type WaitsFor = z.infer<typeof waitsFor>;

/** A kind of message, and the manners of it. Data: operators define their own and change those that came with Laurel. */
export const category = z.strictObject({
  id: z
    .string()
    .max(60)
    .regex(/^[a-z][a-z0-9-]*$/, 'a category is named by small letters, digits and hyphens'),
  name: z.string().min(1).max(80).describe('What people read on their preference page'),
  description: z.string().max(300),
  isOptional: z.boolean().describe('A person may leave it'),
  isCapped: z.boolean().describe('Counts for the cap over all rules and campaigns, and keeps to it'),
  waitsFor: z.array(waitsFor).readonly(),
  delivery: z
    .enum(['at-most-once', 'at-least-once'])
    .describe('Is an attempt without an answer repeated, under the same Message-ID?'),
  asksWhy: z.boolean().describe('Its messages ask "why not yet?", to be answered in one tap'),
  priority: priority.describe('Where the message states none; 9 goes first'),
});
export type Category = z.output<typeof category>;
