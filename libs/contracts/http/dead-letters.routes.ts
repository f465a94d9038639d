import { z } from 'zod';
import { problem } from './problem.ts';
import { defineRoute } from './route.ts';

/** Why an event or row could not be taken; stable, for programs. */
export const badEventCode = z.enum([
  'event.encoding',
  'event.json',
  'event.envelope',
  'event.time',
  'event.type',
  'event.version',
  'event.schema',
  'event.size',
  'event.scope',
  'event.conflict',
  'event.row',
]);
export const entrance = z.enum(['http', 'kafka', 'csv']);
export const letterState = z.enum(['waiting', 'redriven', 'discarded']);

export const deadLetter = z.object({
  id: z.uuid(),
  state: letterState,
  entrance,
  code: badEventCode,
  reason: z.string(),
  field: z.string().optional(),
  source: z.string().optional(),
  eventId: z.string().optional(),
  subject: z.string().optional(),
  place: z.string().optional().describe('file:line, or topic/partition/offset'),
  bytes: z.int().describe('Length of the original'),
  keptAt: z.iso.datetime(),
});

/** What was done with a letter, by the key that did it. */
export const letterStep = z.object({
  at: z.iso.datetime(),
  by: z.string().describe('Id of the key'),
  step: z.enum(['redriven', 'refused', 'discarded']),
  reason: z.string().optional().describe('Why it was discarded, or why it is still refused'),
  corrected: z.string().optional().describe('The corrected event that was tried'),
});

export const wholeDeadLetter = deadLetter.extend({
  original: z.object({
    text: z.string().nullable().describe('Null where the bytes are not UTF-8'),
    base64: z.string(),
  }),
  history: z.array(letterStep),
});

export const deadLetterList = z.object({
  letters: z.array(deadLetter).describe('Newest first'),
  next: z.string().nullable().describe('Pass it as `after` for the next page; null on the last'),
  waiting: z.array(z.object({ code: badEventCode, count: z.int() })).describe('All waiting letters by code'),
});

export const redriveVerdict = z.object({
  verdict: z.enum(['accepted', 'rejected']),
  code: badEventCode.optional(),
  field: z.string().optional(),
  reason: z.string().optional().describe('Why it is still not taken'),
  letter: deadLetter,
});

export const toldDeadLetters = z.strictObject({
  letters: z
    .array(
      z.strictObject({
        code: badEventCode,
        reason: z.string().min(1).max(2_000),
        field: z.string().max(512).optional(),
        original: z.base64().describe('Byte for byte what the file held'),
        source: z.string().max(512).optional(),
        eventId: z.string().max(512).optional(),
        subject: z.string().max(512).optional(),
        place: z.string().min(1).max(2_000).describe('file:line'),
      }),
    )
    .min(1)
    .max(1_000),
});

const tag = 'dead letters';
const params = z.object({ id: z.uuid() });
const json = (description: string, schema: z.ZodType) => ({ description, content: { 'application/json': schema } });
const refused = (description: string) => ({ description, content: { 'application/problem+json': problem } });

export const listDeadLetters = defineRoute({
  name: 'listDeadLetters',
  method: 'get',
  path: '/v1/dead-letters',
  tag,
  summary: 'Events that could not be taken, newest first',
  scope: 'operate',
  query: z.strictObject({
    state: letterState.optional(),
    code: badEventCode.optional(),
    entrance: entrance.optional(),
    source: z.string().optional(),
    subject: z.string().optional(),
    eventId: z.string().optional(),
    after: z.uuid().optional().describe('`next` of the page before'),
    limit: z.coerce.number().int().min(1).max(500).default(50),
  }),
  answers: { 200: json('A page', deadLetterList) },
});

export const tellDeadLetters = defineRoute({
  name: 'tellDeadLetters',
  method: 'post',
  path: '/v1/dead-letters',
  tag,
  summary: 'Keeps rows of a file that no event could be made of',
  description: 'The importer sends them. The same row of the same place is kept once.',
  scope: 'ingest',
  body: { 'application/json': toldDeadLetters },
  answers: { 200: json('They are durable', z.object({ kept: z.int() })), 400: refused('Not such letters') },
});

export const showDeadLetter = defineRoute({
  name: 'showDeadLetter',
  method: 'get',
  path: '/v1/dead-letters/{id}',
  tag,
  summary: 'One letter with its original bytes and what was done with it',
  scope: 'operate',
  params,
  answers: { 200: json('The letter', wholeDeadLetter), 404: refused('There is no such letter') },
});

export const redriveDeadLetter = defineRoute({
  name: 'redriveDeadLetter',
  method: 'post',
  path: '/v1/dead-letters/{id}/redrive',
  tag,
  summary: 'Sends a letter through the intake again, as it is or corrected',
  description: 'A row of a file, and an event in conflict, need a corrected event; the latter under another id.',
  scope: 'operate',
  params,
  body: {
    'application/json': z.strictObject({
      corrected: z.string().min(1).optional().describe('The whole event as JSON text, as it should have been told'),
    }),
  },
  answers: {
    200: json('Accepted, or why it still is not', redriveVerdict),
    404: refused('There is no such letter'),
    409: refused('It was redriven or discarded already, or needs a corrected event'),
    429: refused('The log cannot keep up: see Retry-After'),
  },
});

export const discardDeadLetter = defineRoute({
  name: 'discardDeadLetter',
  method: 'post',
  path: '/v1/dead-letters/{id}/discard',
  tag,
  summary: 'Lays a letter aside for good, with the reason',
  scope: 'operate',
  params,
  body: { 'application/json': z.strictObject({ reason: z.string().trim().min(1).max(2_000) }) },
  answers: {
    200: json('The letter', deadLetter),
    404: refused('There is no such letter'),
    409: refused('It was redriven or discarded already'),
  },
});

export const deadLettersRoutes = [
  listDeadLetters,
  tellDeadLetters,
  showDeadLetter,
  redriveDeadLetter,
  discardDeadLetter,
] as const;
