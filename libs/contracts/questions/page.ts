import { z } from 'zod';
import { instant } from './condition.ts';

const wholeNumber = z
  .string()
  .regex(/^-?\d{1,15}$/)
  .transform(Number);

/** Where a page of enrolments ends, and as of when the list was made: the next page is of the same list. */
export interface EnrolmentCursor {
  readonly asOf: string;
  /** Milliseconds. */
  readonly since: number;
  readonly course: string;
  readonly run: string;
  readonly learner: string;
  readonly registration: string;
  readonly round: number;
}

/** What `next` of an answer says. */
export const writeCursor = ({ asOf, since, course, run, learner, registration, round }: EnrolmentCursor): string =>
  [asOf, String(since), course, run, learner, registration, String(round)].map(encodeURIComponent).join('/');

const parts = z.tuple([instant, wholeNumber, z.string(), z.string(), z.string(), z.string(), wholeNumber]);

const readCursor = (text: string): EnrolmentCursor | undefined => {
  const read = parts.safeParse(text.split('/').map(decoded));
  if (!read.success) return undefined;
  const [asOf, since, course, run, learner, registration, round] = read.data;
  return { asOf, since, course, run, learner, registration, round };
};

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // not written by us; then the parts do not fit either
  }
};

const enrolmentCursor = z
  .string()
  .max(8000)
  .transform((text, context): EnrolmentCursor => {
    const cursor = readCursor(text);
    if (cursor) return cursor;
    context.addIssue({ code: 'custom', message: 'is not what `next` of an answer said' });
    return z.NEVER;
  });

export const enrolmentPage = z
  .strictObject({
    size: z.int().min(1).max(1000).default(100),
    after: enrolmentCursor.optional().describe('What `next` said: the same list goes on, as of the same time'),
  })
  .prefault({});
