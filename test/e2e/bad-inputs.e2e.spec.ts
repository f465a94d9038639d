import { gzipSync } from 'node:zlib';
import {
  asker,
  freePort,
  newDataFolder,
  type RunningServer,
  removeFolder,
  startServer,
  whenCaughtUp,
} from '../support/server.mjs';

let folder: string;
let server: RunningServer;
let key: string;
let ask: ReturnType<typeof asker>;

beforeAll(async () => {
  folder = await newDataFolder('bad-inputs');
  server = await startServer({ data: folder, port: await freePort() });
  key = await server.key();
  ask = asker(server, key);
});
afterAll(async () => {
  await server.stop();
  await removeFolder(folder);
});

const BATCH = 'application/cloudevents-batch+json';
const LINES = 'application/x-ndjson';

const event = (id: string, more: object = {}) => ({
  specversion: '1.0',
  id,
  source: 'https://lms.example/',
  type: 'learning.Enrolled',
  time: '2026-02-01T09:00:00Z',
  subject: `learner-${id}`,
  data: { course: 'consulting' },
  ...more,
});
const text = (id: string, more: object = {}) => JSON.stringify(event(id, more));
const score = (max: unknown) => ({
  type: 'learning.AssessmentSubmitted',
  subject: 'learner-good-0',
  data: { course: 'consulting', assessment: 'case', score: { raw: 17, max } },
});
const LATIN_1 = Buffer.from(text('latin').replace('consulting', 'caf\u00e9'), 'latin1');

/** Each stands in a batch behind a good item. */
const BAD_ITEMS: readonly [string, string | Buffer, string][] = [
  ['a score that is text', text('score', score('20')), 'event.schema'],
  ['a field that no schema has', text('field', { data: { course: 'c', colour: 'red' } }), 'event.schema'],
  [
    'an address of a person',
    text('mail', { data: { course: 'c', attributes: { email: 'a@b.test' } } }),
    'event.schema',
  ],
  ['a number without end', text('infinite', score(0)).replace('"max":0', '"max":1e999'), 'event.schema'],
  ['the year 9999', text('late', { time: '9999-01-01T00:00:00Z' }), 'event.time'],
  ['the year 1800', text('early', { time: '1800-01-01T00:00:00Z' }), 'event.time'],
  ['a day that is none', text('day', { time: '2026-02-30T00:00:00Z' }), 'event.time'],
  ['3 MB', text('large', { data: { course: 'c', attributes: { essay: 'x'.repeat(3_000_000) } } }), 'event.size'],
  ['NUL', text('nul', { data: { course: 'c\u0000' } }), 'event.encoding'],
  ['a lone surrogate', text('surrogate', { data: { course: 'c\ud800' } }), 'event.encoding'],
  ['bytes that are not UTF-8', LATIN_1, 'event.encoding'],
  ['a type that nobody knows', text('type', { type: 'learning.Enroled' }), 'event.type'],
  ['a version from the future', text('version', { dataschema: 'urn:laurel:learning.Enrolled:9' }), 'event.version'],
  ['no subject', text('subject', { subject: undefined }), 'event.envelope'],
  ['no id', text('id', { id: undefined }), 'event.envelope'],
  ['a number', '17', 'event.json'],
];

interface Sent {
  readonly type?: string;
  readonly shown?: string;
  readonly encoding?: string;
  readonly body: string | Uint8Array;
}
const post = async ({ type = BATCH, shown = key, encoding, body }: Sent) => {
  const answer = await fetch(`${server.url}/v1/events`, {
    method: 'POST',
    headers: {
      'content-type': type,
      ...(shown === '' ? {} : { authorization: `Bearer ${shown}` }),
      ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
    },
    body: typeof body === 'string' ? body : Buffer.from(body),
  });
  return { status: answer.status, answer: await answer.json() };
};

const enrolments = async () => {
  await whenCaughtUp(ask);
  const { totals } = await ask('/v1/questions/course-overview', {});
  return totals;
};

it('counts the good items of every batch, keeps the bad ones, and counts one that was corrected', async () => {
  for (const [index, [, bad, code]] of BAD_ITEMS.entries()) {
    const body = Buffer.concat([`[${text(`good-${index}`)},`, bad, ']'].map((part) => Buffer.from(part)));
    const items = [expect.objectContaining({ index: 1, verdict: 'rejected', code })];
    expect(await post({ body })).toEqual({ status: 200, answer: { accepted: 1, rejected: 1, items } });
  }
  expect((await enrolments()).enrolments).toBe(BAD_ITEMS.length);

  const { letters } = await ask('/v1/dead-letters?limit=100');
  expect(letters.map(({ code }: { code: string }) => code).sort()).toEqual(BAD_ITEMS.map(([, , code]) => code).sort());

  const { id } = letters.find(({ eventId }: { eventId?: string }) => eventId === 'score');
  await ask(`/v1/dead-letters/${id}/redrive`, { corrected: text('score', score(20)) });
  expect((await enrolments()).assessments).toMatchObject({ submitted: 1, meanScaled: 0.85 });
});

it('answers each body that cannot be taken with its reason, and takes nothing of it', async () => {
  const before = await enrolments();
  const { secret: asking } = await ask('/v1/keys', { name: 'only asks', scopes: ['ask'] });
  const good = text('never');
  const cases: readonly [Sent, number, string][] = [
    [{ body: `[${good},{"id":` }, 400, 'body.json'],
    [{ body: '' }, 400, 'body.json'],
    [{ body: '['.repeat(50_000) }, 400, 'body.json'],
    [{ body: good, type: LINES, encoding: 'gzip' }, 400, 'body.gzip'],
    [{ body: gzipSync(good).subarray(0, -12), type: LINES, encoding: 'gzip' }, 400, 'body.gzip'],
    [{ body: good, type: LINES, encoding: 'br' }, 415, 'body.encoding'],
    [{ body: good, type: 'text/plain' }, 415, 'body.type'],
    [{ body: `[${' '.repeat(40_000_000)}]` }, 413, 'body.size'],
    [{ body: `[${good}]`, shown: '' }, 401, 'key.missing'],
    [{ body: `[${good}]`, shown: 'nonsense' }, 401, 'key.unknown'],
    [{ body: `[${good}]`, shown: asking }, 403, 'key.scope'],
  ];
  for (const [sent, status, code] of cases) {
    expect(await post(sent)).toMatchObject({ status, answer: { status, code } });
  }
  expect(await enrolments()).toEqual(before);
});
