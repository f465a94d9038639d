import { z } from 'zod';
import { cloudEvent } from '../learning/cloud-event.ts';
import { problem } from './problem.ts';
import { defineRoute } from './route.ts';

/** Names of the three bodies that events come in; each may be gzipped (`Content-Encoding: gzip`). */
export const ONE_EVENT = 'application/cloudevents+json';
export const EVENT_BATCH = 'application/cloudevents-batch+json';
export const EVENT_LINES = 'application/x-ndjson';

/** A JSON body is read whole before anything is taken; lines are streamed and have no limit together. In bytes. */
export const MAX_JSON_BODY_BYTES = 32 * 1024 * 1024;
export const MAX_LINE_BYTES = 16 * 1024 * 1024;

/** An answer lists at most so many items, so that a stream of any length is answered from bounded memory. */
export const MAX_LISTED_ITEMS = 10_000;

export const itemVerdict = z.object({
  index: z.int().describe('Position in the batch, from 0'),
  id: z.string().optional().describe('Id of the event, where it could be read'),
  verdict: z.enum(['accepted', 'rejected']),
  code: z.string().optional().describe('Stable, for programs: event.schema'),
  field: z.string().optional().describe('Path of the field to blame: data.score.max'),
  reason: z.string().optional(),
});
export type ItemVerdict = z.infer<typeof itemVerdict>;

const tally = {
  accepted: z.int().describe('Items that are durable in the log'),
  rejected: z.int().describe('Items that are durable in the dead letters'),
  items: z.array(itemVerdict).describe(`The rejected items; with verdicts=all every item; at most ${MAX_LISTED_ITEMS}`),
  itemsLeftOut: z.int().optional().describe('How many more there are, where the list is full'),
};
export const intakeAnswer = z.object(tally);
export type IntakeAnswer = z.infer<typeof intakeAnswer>;

/** What of an interrupted request is durable, so that nothing is lost silently and the rest can be sent again. */
export const interruptedIntake = problem.extend({
  ...z.object(tally).partial().shape,
  limit: z.int().optional().describe('The limit that was exceeded, in bytes or items'),
  acceptedThrough: z
    .int()
    .optional()
    .describe('Every item up to this index is durable, -1 = none: send again from the next one (twice does no harm)'),
});
export type InterruptedIntake = z.infer<typeof interruptedIntake>;

const interrupted = (description: string) => ({
  description,
  content: { 'application/problem+json': interruptedIntake },
});
const refused = (description: string) => ({ description, content: { 'application/problem+json': problem } });

export const takeEvents = defineRoute({
  name: 'takeEvents',
  method: 'post',
  path: '/v1/events',
  tag: 'intake',
  summary: 'Takes learning events, with a verdict per item after they are durable',
  description:
    'One event, an array of events, or one event per line (streamed, any length). One bad item never fails the others: ' +
    'it is kept in the dead letters with its reason. Sending the same event (source, id) twice changes no number. ' +
    '`recordedtime` needs the scope `backfill`. Lines become durable in chunks of 2,000 lines or 1 MiB, and at the end.',
  scope: 'ingest',
  query: z.object({ verdicts: z.enum(['rejected', 'all']).default('rejected').describe('Which items to list') }),
  body: {
    [EVENT_BATCH]: z.array(cloudEvent),
    [ONE_EVENT]: cloudEvent,
    [EVENT_LINES]: z.string().describe('One event per line'),
  },
  answers: {
    200: { description: 'Everything is durable', content: { 'application/json': intakeAnswer } },
    400: interrupted(
      'A JSON body that cannot be read: nothing was taken. A stream that was cut or is not gzip: see acceptedThrough',
    ),
    401: refused('No or wrong key'),
    403: refused('The key lacks the scope `ingest`'),
    413: interrupted(`A JSON body over ${MAX_JSON_BODY_BYTES} bytes, or a line over ${MAX_LINE_BYTES} bytes`),
    415: refused('Another content type or encoding'),
    429: interrupted('The log cannot keep up: see Retry-After and acceptedThrough'),
  },
});

export const intakeRoutes = [takeEvents] as const;
