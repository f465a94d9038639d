import { z } from 'zod';
import { instant } from './condition.ts';

export const answerMeta = z.object({
  asOf: instant,
  dataThrough: instant
    .nullable()
    .describe('When the latest fact that could be used was recorded; null when there is none'),
  tookMs: z.number(),
  factsRead: z.int().describe('Facts known at asOf among which the answer was looked for, each telling counted'),
  definition: z.record(z.string(), z.string()).describe('One sentence per number: what it counts'),
});
export type AnswerMeta = z.infer<typeof answerMeta>;
