import { z } from 'zod';
import { json, no } from './answers.ts';
import { deadLetter } from './dead-letters.routes.ts';
import { defineRoute } from './route.ts';

const instant = z.iso.datetime({ offset: true });
const tag = 'facts';

export const factIdentity = z.object({ source: z.string(), id: z.string() });
export type FactIdentity = z.infer<typeof factIdentity>;

/** Whether a version of a fact counts, as known at `asOf`, and if not, why. */
export const standing = z
  .enum(['counts', 'voided', 'conflict', 'superseded'])
  .describe(
    'counts; voided: its source took it back; conflict: another content under the same identity was told first; ' +
      'superseded: a later fact about the same attempt of the assessment corrects it',
  );
export type Standing = z.infer<typeof standing>;

const version = {
  ...factIdentity.shape,
  type: z.string(),
  occurredAt: instant.describe('When it happened'),
  recordedAt: instant.describe('When Laurel was told, or when the source says it knew'),
  course: z.string().nullable(),
  run: z.string().nullable(),
  registration: z.string().nullable(),
  data: z.record(z.string(), z.unknown()).describe('As it was told, without comments, which stay in the log'),
  standing,
  because: z
    .object({ source: z.string(), id: z.string().nullable().describe('null where another learner is its subject') })
    .nullable()
    .describe('The fact that voids or supersedes it'),
};

export const timelineEntry = z.object({
  ...version,
  place: z.string().describe('Pass the last one as `after` for what is older'),
});
export type TimelineEntry = z.infer<typeof timelineEntry>;

export const timeline = z.object({
  learner: z.string(),
  asOf: instant,
  entries: z.array(timelineEntry).describe('Newest first, by the time of the event'),
  next: z.string().nullable().describe('Pass it as `after` for the next page; null on the last'),
});
export type Timeline = z.infer<typeof timeline>;

/** A place in the order of a timeline: it stays where it is, whatever is told meanwhile. */
const PLACE = /^\d{1,15}-[0-9a-f]{32}$/;

export const timelineQuery = z
  .strictObject({
    course: z.string().min(1).max(256).optional(),
    from: instant.optional().describe('Inclusive, by the time of the event'),
    to: instant.optional().describe('Exclusive'),
    asOf: instant.optional().describe('As known at that time; default now'),
    after: z.string().regex(PLACE, 'is the `next` of the page before').optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || Date.parse(from) < Date.parse(to), {
    error: 'ends before it begins',
    path: ['to'],
  });
export type TimelineQuery = z.output<typeof timelineQuery>;

export const readTimeline = defineRoute({
  name: 'readTimeline',
  method: 'get',
  path: '/v1/learners/{id}/timeline',
  tag,
  summary: 'Every fact, decision and message about a learner, newest first',
  description: 'With the source of each, and whether it counts or why it does not.',
  scope: 'ask',
  params: z.object({ id: z.string().min(1).max(512) }),
  query: timelineQuery,
  answers: { 200: { description: 'One page', content: json(timeline) }, 400: no('The query makes no sense') },
});

/** One telling of a version: a record of the log. */
const telling = z.object({
  topic: z.string(),
  partition: z.int(),
  offset: z.string(),
  appendedAt: instant.nullable().describe('When the log took it; null where the log has it no more'),
  original: z
    .object({
      text: z.string().nullable().describe('null where the bytes are not UTF-8'),
      base64: z.string(),
    })
    .nullable()
    .describe('Byte for byte as it came, for keys with the scope `operate`: it may hold comments of people'),
});

export const factHistory = z.object({
  ...factIdentity.shape,
  versions: z
    .array(
      z.object({
        ...version,
        learner: z.string(),
        contentHash: z.string(),
        tellings: z.array(telling).describe('The earliest, and later ones until they are merged with it'),
      }),
    )
    .describe('Every content told under this identity, the one told first in front'),
  voids: z.array(
    z.object({ ...factIdentity.shape, occurredAt: instant, recordedAt: instant }).describe('What takes it back'),
  ),
  deadLetters: z.array(deadLetter).describe('What was told under this identity and could not be taken'),
});
export type FactHistory = z.infer<typeof factHistory>;

export const showFact = defineRoute({
  name: 'showFact',
  method: 'get',
  path: '/v1/facts/{source}/{id}',
  tag,
  summary: 'What was told under one identity: the original bytes, and where they went',
  description: 'Source and id are URL-encoded. Dead letters are shown to keys with the scope `operate`.',
  scope: 'ask',
  params: z.object({ source: z.string().min(1).max(512), id: z.string().min(1).max(512) }),
  answers: {
    200: { description: 'All that is known about it', content: json(factHistory) },
    404: no('Nothing was told under this identity'),
  },
});

export const factsRoutes = [readTimeline, showFact] as const;
