import { z } from 'zod';
import { type Search } from '../../search.ts';

const behind = z.object({
  step: z.int().min(1),
  place: z.enum(['reached', 'converted', 'dropped', 'open']),
  /** One row of the breakdown: its value, null of who has none, or all the others. */
  value: z.union([z.string(), z.null(), z.object({ other: z.literal(true) })]).optional(),
});

/** Which figure of a funnel is opened. */
export type Behind = z.infer<typeof behind>;

/** The address of a funnel holds its question and, under one more key, which figure of it is opened. */
export const splitAddress = ({
  behind: opened,
  ...question
}: Search): { question: Search; opened: Behind | undefined } => ({
  question,
  opened: behind.safeParse(opened).data,
});
