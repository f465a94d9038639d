import { z } from 'zod';
import { instant } from './condition.ts';

/** Where a page of people ends, and as of when the list was made: the next page is of the same list. */
export interface FunnelCursor {
  readonly asOf: string;
  /** Of the learner in the order of the list, which says nothing about them. */
  readonly place: number;
  readonly learner: string;
  /** Empty in a list of learners. */
  readonly course: string;
  readonly run: string;
  readonly registration: string;
  readonly round: number;
}

/** What `next` of an answer says. */
export const writeFunnelCursor = ({ asOf, place, learner, ...of }: FunnelCursor): string =>
  [asOf, String(place), learner, of.course, of.run, of.registration, String(of.round)]
    .map(encodeURIComponent)
    .join('/');

const readCursor = (text: string): FunnelCursor | undefined => {
  const parts = text.split('/').map(decoded);
  const texts = z.tuple([instant, z.string(), z.string(), z.string(), z.string(), z.string(), z.string()]);
  const read = texts.safeParse(parts);
  if (!read.success) return undefined;
  const [asOf, place, learner, course, run, registration, round] = read.data;
  const numbers = { place: Number(place), round: Number(round) };
  const whole = Object.values(numbers).every(Number.isSafeInteger);
  return whole ? { asOf, learner, course, run, registration, ...numbers } : undefined;
};

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // not written by us; then the parts do not fit either
  }
};

export const funnelCursor = z
  .string()
  .max(8000)
  .transform((text, context): FunnelCursor => {
    const found = readCursor(text);
    if (found) return found;
    context.addIssue({ code: 'custom', message: 'is not what `next` of an answer said' });
    return z.NEVER;
  });

export const funnelPage = z
  .strictObject({
    size: z.int().min(1).max(1000).default(100),
    after: funnelCursor.optional().describe('What `next` said: the same list goes on, as of the same time'),
  })
  .prefault({});
