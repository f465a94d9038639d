import { type z } from 'zod';

/** Says what is wrong with a field, from a check of several. */
export const refuse = (context: z.core.$RefinementCtx, path: (string | number)[], message: string): void =>
  context.addIssue({ code: 'custom', path, message });
