import { z } from 'zod';

/** RFC 9457 problem details; `code` is stable for programs, `detail` says what, where and what to do. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  errors: z.array(z.object({ path: z.string(), reason: z.string() })).optional(),
});
export type Problem = z.infer<typeof problem>;
