import {
  type Asker,
  type deadLetterList,
  LEARNING_EVENTS,
  MAX_JSON_BODY_BYTES,
  MAX_LINE_BYTES,
} from '@laurel/contracts';
import { type DeadLetterStore } from '@laurel/intake-domain';
import { type Books, openBooks, openDeadLetterStore } from '@laurel/intake-postgres';
import { type EventLog, LogBusy, type LogMessage } from '@laurel/kernel';
import { createLogger, createMetrics } from '@laurel/platform';
import { createTestApp, openTestDatabase, type TestDatabase } from '@laurel/testing';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { once } from 'node:events';
import { request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { Registry } from 'prom-client';
import { type z } from 'zod';
import { openPostgresEventLog } from '@laurel/event-log-postgres';
import { IntakeModule, takeRawBodies } from './index.ts';

const now = new Date('2026-03-01T00:00:00Z');
const SOURCE = 'https://lms.example/';

/** A log that remembers, and that can be told to be busy or slow: what the real ones do is their contract test's. */
class RememberingLog implements Pick<EventLog, 'append'> {
  readonly messages: LogMessage[] = [];
  beforeAppend: (messages: readonly LogMessage[]) => Promise<void> = () => Promise.resolve();

  async append(topic: string, messages: readonly LogMessage[]): Promise<void> {
    expect(topic).toBe(LEARNING_EVENTS);
    await this.beforeAppend(messages);
    for (const message of messages) this.messages.push(message);
  }
  values = () => this.messages.map(({ value }) => Buffer.from(value).toString());
  ids = () => this.values().map((value) => JSON.parse(value).id);
  /** A fact told twice is one fact. */
  counted = () => new Set(this.ids()).size;
}

const askers: Record<string, Asker> = {
  teller: { id: 'teller', scopes: new Set(['ingest']), sees: 'everyone' },
  historian: { id: 'historian', scopes: new Set(['ingest', 'backfill']), sees: 'everyone' },
  operator: { id: 'operator', scopes: new Set(['operate']), sees: 'everyone' },
};

let database: TestDatabase;
let letters: DeadLetterStore;
let books: Books;
let app: NestFastifyApplication;
let port: number;
let log: RememberingLog;
/** Where events go: the log that remembers, but where a test says otherwise. */
let into: Pick<EventLog, 'append'>;

beforeAll(async () => {
  database = await openTestDatabase();
  letters = await openDeadLetterStore(database.pool);
  books = await openBooks(database.pool, createLogger('silent'));
  const metrics = createMetrics(new Registry());
  const theLog = {
    append: (topic: string, messages: readonly LogMessage[]) => into.append(topic, messages),
  } as EventLog;

  app = await createTestApp({
    imports: [
      IntakeModule.register({
        log: theLog,
        deadLetters: letters,
        clock: { now: () => now },
        metrics,
        receipts: books,
        controlTotals: books.controlTotals,
      }),
    ],
    authenticate: (key: string) => Promise.resolve(askers[key]),
  });
  takeRawBodies(app.getHttpAdapter().getInstance());
  await app.listen(0, '127.0.0.1');
  port = (app.getHttpServer().address() as AddressInfo).port;
});
afterAll(async () => {
  await app.close();
  await database.drop();
});
beforeEach(async () => {
  into = log = new RememberingLog();
  await database.pool.query('truncate dead_letter, dead_letter_step, intake_receipt, control_total');
});

const event = (id: string, more: object = {}) => ({
  specversion: '1.0',
  id,
  source: SOURCE,
  type: 'learning.Enrolled',
  time: '2026-02-01T09:00:00Z',
  subject: `learner-${id}`,
  data: { course: 'consulting', run: '2026-spring' },
  ...more,
});
const line = (id: string, more: object = {}) => JSON.stringify(event(id, more));

interface Sent {
  readonly body: string | Uint8Array | Readable;
  readonly type?: string;
  readonly key?: string | null;
  readonly headers?: Record<string, string>;
  readonly query?: string;
}
const BATCH = 'application/cloudevents-batch+json';
const ONE = 'application/cloudevents+json';
const LINES = 'application/x-ndjson';

/** Over a real socket, because a body that breaks is a matter of sockets. */
const send = async ({ body, type = BATCH, key = 'teller', headers, query = '' }: Sent) => {
  const asked = request({
    port,
    method: 'POST',
    path: `/v1/events${query}`,
    headers: { 'content-type': type, ...(key ? { authorization: `Bearer ${key}` } : {}), ...headers },
  });
  if (body instanceof Readable) body.pipe(asked);
  else asked.end(body);
  const [answer] = await once(asked, 'response');
  const pieces = await answer.toArray();
  return { status: answer.statusCode, headers: answer.headers, body: JSON.parse(Buffer.concat(pieces).toString()) };
};
const operate = async (method: 'GET' | 'POST', path: string, payload?: object) => {
  const answer = await app.inject({
    method,
    url: `/v1/dead-letters${path}`,
    headers: { authorization: 'Bearer operator' },
    ...(payload ? { payload } : {}),
  });
  return { status: answer.statusCode, body: answer.json() };
};
const waiting = async (): Promise<z.output<typeof deadLetterList>['letters']> =>
  (await operate('GET', '?state=waiting&limit=500')).body.letters;

describe('good events', () => {
  it.each([
    ['a batch', BATCH, JSON.stringify([event('a'), event('b')], null, 2), 2],
    ['one event', ONE, line('a'), 1],
    ['lines', LINES, `${line('a')}\r\n\n${line('b')}`, 2],
    ['an empty batch', BATCH, '[]', 0],
    ['no lines', LINES, '', 0],
  ])('takes %s', async (_, type, body, accepted) => {
    expect(await send({ type, body })).toMatchObject({ status: 200, body: { accepted, rejected: 0, items: [] } });
    expect(log.counted()).toBe(accepted);
  });

  it('takes gzip', async () => {
    const headers = { 'content-encoding': 'gzip' };
    for (const [type, body] of [
      [BATCH, `[${line('a')}]`],
      [LINES, line('b')],
    ] as const) {
      expect(await send({ type, headers, body: gzipSync(body) })).toMatchObject({ status: 200, body: { accepted: 1 } });
    }
    expect(log.ids()).toEqual(['a', 'b']);
  });

  it('gives the log the very bytes that were told, under the learner', async () => {
    const odd = `{ "x": 1.0, "big": 12345678901234567890, ${line('a').slice(1)}`;
    await send({ body: `[ ${odd} ,\n${line('b')}]` });
    expect(log.values()).toEqual([odd, line('b')]);
    expect(log.messages.map(({ key }) => key)).toEqual(['learner-a', 'learner-b']);
  });

  it('lists every verdict when asked', async () => {
    const { body } = await send({
      body: JSON.stringify([event('a'), event('b', { time: 'x' })]),
      query: '?verdicts=all',
    });
    expect(body.items).toMatchObject([
      { index: 0, id: 'a', verdict: 'accepted' },
      { index: 1, id: 'b', verdict: 'rejected', code: 'event.time', field: 'time' },
    ]);
    expect(await send({ body: '[]', query: '?verdicts=some' })).toMatchObject({ status: 400 });
  });

  it('takes history from a key that may backfill', async () => {
    const body = `[${line('a', { recordedtime: '2026-02-01T10:00:00Z' })}]`;
    expect((await send({ body, key: 'historian' })).body).toMatchObject({ accepted: 1, rejected: 0 });
  });

  it('answers only after both the log and the dead letters are durable', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let reached: () => void = () => undefined;
    const appending = new Promise<void>((resolve) => (reached = resolve));
    log.beforeAppend = () => {
      reached();
      return held;
    };
    let answered = false;
    const answer = send({ body: `[${line('a')}]` }).finally(() => (answered = true));
    await appending;
    expect((await operate('GET', '')).status).toBe(200); // the server answers others meanwhile
    expect(answered).toBe(false);
    release();
    expect((await answer).body.accepted).toBe(1);
  });
});

describe('bad items among good ones', () => {
  const nul = line('nul', { subject: 'a' }).replace('"a"', '"a\\u0000"');
  const surrogate = line('sur').replace('consulting', '\\ud800');
  const notUtf8 = Buffer.concat([
    Buffer.from(line('u8').slice(0, -12)),
    Buffer.from([0xff]),
    Buffer.from(line('u8').slice(-12)),
  ]);
  const bad: [string, string | Buffer, string, string | undefined][] = [
    ['no subject', line('x', { subject: undefined }), 'event.envelope', 'subject'],
    ['no id', line('x', { id: undefined }), 'event.envelope', 'id'],
    ['a wrong type of a field', line('x', { data: { course: 7 } }), 'event.schema', 'data.course'],
    ['a misspelt field', line('x', { data: { course: 'c', rum: 'r' } }), 'event.schema', 'data.rum'],
    ['year 9999', line('x', { time: '9999-01-01T00:00:00Z' }), 'event.time', 'time'],
    ['a time before 1970', line('x', { time: '1969-01-01T00:00:00Z' }), 'event.time', 'time'],
    ['an item of 3 MB', line('x', { data: { course: 'c', x: 'x'.repeat(3_000_000) } }), 'event.size', undefined],
    ['NUL', nul, 'event.encoding', 'subject'],
    ['a lone surrogate', surrogate, 'event.encoding', 'data.course'],
    ['an unknown type', line('x', { type: 'learning.Enroled' }), 'event.type', 'type'],
    ['a newer version', line('x', { dataschema: 'urn:laurel:learning.Enrolled:9' }), 'event.version', undefined],
    ['a number', '17', 'event.json', undefined],
    ['null', 'null', 'event.json', undefined],
    ['bytes that are not UTF-8', notUtf8, 'event.encoding', undefined],
    [
      'an e-mail address',
      line('x', { data: { course: 'c', attributes: { email: 'x@y.z' } } }),
      'event.schema',
      'data.attributes',
    ],
    ['history without the scope', line('x', { recordedtime: '2026-02-01T10:00:00Z' }), 'event.scope', 'recordedtime'],
    [
      'a voiding of another source',
      line('x', { type: 'learning.Voided', data: { of: { source: 'other', id: 'a' } } }),
      'event.schema',
      'data.of.source',
    ],
    ['data of a wrong kind', line('x', { data: ['course'] }), 'event.envelope', 'data'],
    [
      'nesting without end',
      line('x', { extension: 0 }).replace(/0}$/, `${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
      'event.json',
      undefined,
    ],
  ];

  it.each(bad)('rejects %s, keeps it and takes the others', async (_, item, code, field) => {
    for (const type of [BATCH, LINES]) {
      into = log = new RememberingLog();
      const [before, between, after] = type === BATCH ? ['[', ',', ']'] : ['', '\n', '\n'];
      const body = Buffer.concat(
        [before, line('a'), between, item, between, line('b'), after].map((part) => Buffer.from(part)),
      );
      const answer = await send({ type, body });
      expect(answer).toMatchObject({
        status: 200,
        body: {
          accepted: 2,
          rejected: 1,
          items: [{ index: 1, verdict: 'rejected', code, ...(field ? { field } : {}) }],
        },
      });
      expect(answer.body.items[0].reason).toEqual(expect.any(String));
      expect(log.ids()).toEqual(['a', 'b']);
    }
    const [letter, ...more] = await waiting();
    expect(more).toEqual([]); // told twice, kept once
    const { body: whole } = await operate('GET', `/${letter!.id}`);
    expect(Buffer.from(whole.original.base64, 'base64').equals(Buffer.from(item))).toBe(true);
    expect(whole).toMatchObject({ entrance: 'http', code, bytes: Buffer.byteLength(item), history: [] });
  });

  it('rejects a cut line and takes the others', async () => {
    const body = `${line('a')}\n${line('b').slice(0, 50)}\n${line('c')}\n`;
    const answer = await send({ type: LINES, body });
    expect(answer.body).toMatchObject({ accepted: 2, rejected: 1, items: [{ index: 1, code: 'event.json' }] });
  });

  it('names rejected items without end in bounded memory', async () => {
    const { body } = await send({ type: LINES, body: '1\n'.repeat(25_000) });
    expect(body).toMatchObject({ accepted: 0, rejected: 25_000, itemsLeftOut: 15_000 });
    expect(body.items).toHaveLength(10_000);
    expect(await waiting()).toHaveLength(1);
  });
});

describe('bodies that cannot be taken', () => {
  it.each<[string, Sent, number, string]>([
    ['cut JSON', { body: `[${line('a')},${line('b').slice(0, 50)}` }, 400, 'body.json'],
    ['JSON with a broken item', { body: `[${line('a')},{"id":}]` }, 400, 'body.json'],
    ['an object instead of an array', { body: line('a') }, 400, 'body.json'],
    ['an empty body', { body: '' }, 400, 'body.json'],
    ['one event that is no JSON', { type: ONE, body: '{' }, 400, 'body.json'],
    ['gzip that is none', { body: `[${line('a')}]`, headers: { 'content-encoding': 'gzip' } }, 400, 'body.gzip'],
    [
      'cut gzip',
      { body: gzipSync(`[${line('a')}]`).subarray(0, 60), headers: { 'content-encoding': 'gzip' } },
      400,
      'body.gzip',
    ],
    ['another encoding', { body: `[${line('a')}]`, headers: { 'content-encoding': 'br' } }, 415, 'body.encoding'],
    ['another content type', { type: 'application/json', body: `[${line('a')}]` }, 415, 'body.type'],
    ['a content type nobody knows', { type: 'text/csv', body: line('a') }, 415, 'http.415'],
    ['no key', { key: null, body: `[${line('a')}]` }, 401, 'key.missing'],
    ['a wrong key', { key: 'nobody', body: `[${line('a')}]` }, 401, 'key.unknown'],
    ['a key without the scope', { key: 'operator', body: `[${line('a')}]` }, 403, 'key.scope'],
    ['a body over the limit', { body: Buffer.alloc(40_000_000, ' ') }, 413, 'body.size'],
    ['too many items', { body: `[${'1,'.repeat(100_000)}1]` }, 413, 'body.items'],
  ])('answers %s and takes nothing', async (_, sent, status, code) => {
    const answer = await send(sent);
    expect(answer).toMatchObject({ status, body: { status, code, detail: expect.any(String) } });
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(log.messages).toEqual([]);
    expect(await waiting()).toEqual([]);
  });

  it('states the limit', async () => {
    const { body } = await send({ body: Buffer.alloc(MAX_JSON_BODY_BYTES + 1, ' ') });
    expect(body).toMatchObject({
      limit: MAX_JSON_BODY_BYTES,
      detail: expect.stringContaining(String(MAX_JSON_BODY_BYTES)),
    });
  });

  it('does not inflate more than it may hold', async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000, ' '));
    expect((await send({ body: bomb, headers: { 'content-encoding': 'gzip' } })).status).toBe(413);
  });
});

describe('streams that break', () => {
  const many = (count: number) => Array.from({ length: count }, (_, n) => `${line(`e${n}`)}\n`).join('');

  it('tells what is durable when a client ends in the middle', async () => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const head = `POST /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer teller\r\nContent-Type: ${LINES}\r\n`;
    const body = many(4_321) + line('cut').slice(0, 40);
    socket.end(`${head}Content-Length: ${body.length + 1_000}\r\n\r\n${body}`);
    const answer = Buffer.concat(await socket.toArray()).toString();
    expect(answer).toMatch(/^HTTP\/1.1 400/);
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toMatchObject({
      code: 'body.cut',
      accepted: 4_321,
      acceptedThrough: 4_320,
    });
    expect(log.counted()).toBe(4_321);
  });

  it('survives a client that is gone', async () => {
    const appended = new Promise<void>((resolve) => {
      log.beforeAppend = () => Promise.resolve(resolve());
    });
    const socket = connect({ port, host: '127.0.0.1' });
    const head = `POST /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer teller\r\nContent-Type: ${LINES}\r\n`;
    socket.write(`${head}Transfer-Encoding: chunked\r\n\r\n`);
    const body = many(3_000);
    socket.write(`${body.length.toString(16)}\r\n${body}\r\n`);
    await appended;
    socket.resetAndDestroy();
    expect((await send({ body: `[${line('after')}]` })).body.accepted).toBe(1);
  });

  it('tells what is durable when gzip breaks', async () => {
    const packed = gzipSync(many(5_000));
    const { status, body } = await send({
      type: LINES,
      headers: { 'content-encoding': 'gzip' },
      body: packed.subarray(0, packed.length - 200),
    });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'body.gzip', rejected: 0 });
    expect(body.acceptedThrough).toBe(body.accepted - 1);
    expect(body.accepted).toBeGreaterThan(3_000);
    expect(log.counted()).toBe(body.accepted);
  });

  it('is heard by who still sends, when gzip breaks early in a long body', async () => {
    const body = Buffer.concat([gzipSync(many(10)).subarray(0, 20), Buffer.alloc(40_000_000, 0xff)]);
    const answer = await send({ type: LINES, headers: { 'content-encoding': 'gzip' }, body });
    expect(answer).toMatchObject({ status: 400, body: { code: 'body.gzip', acceptedThrough: -1 } });
  });

  it('ends with a line without end', async () => {
    const endless = Readable.from([many(10), ...Array.from({ length: 20 }, () => 'x'.repeat(1024 * 1024))]);
    expect(await send({ type: LINES, body: endless })).toMatchObject({
      status: 413,
      body: { code: 'line.size', limit: MAX_LINE_BYTES, accepted: 10, acceptedThrough: 9 },
    });
  });

  it('says 429 when the log cannot keep up, and what was taken before', async () => {
    let appends = 0;
    log.beforeAppend = () => (++appends === 2 ? Promise.reject(new LogBusy(7)) : Promise.resolve());
    const first = await send({ type: LINES, body: many(10_000) });
    expect(first).toMatchObject({ status: 429, headers: { 'retry-after': '7' }, body: { code: 'log.busy' } });
    expect(log.messages).toHaveLength(first.body.accepted);
    expect(log.ids().slice(0, first.body.acceptedThrough + 1)).toEqual(
      Array.from({ length: first.body.acceptedThrough + 1 }, (_, n) => `e${n}`),
    );
    expect(await send({ type: LINES, body: many(10_000) })).toMatchObject({ status: 200 });
    expect(log.counted()).toBe(10_000);
  });

  it('holds the sender back while the log is slow, in flat memory', async () => {
    const LINES_IN_ALL = 400_000;
    let made = 0;
    let seen = 0;
    let mostAhead = 0;
    let most = 0;
    log.append = async (_, messages) => {
      mostAhead = Math.max(mostAhead, made - seen);
      await new Promise((resolve) => setImmediate(resolve));
      seen += messages.length;
      most = Math.max(most, process.memoryUsage().arrayBuffers);
    };
    const before = process.memoryUsage().arrayBuffers;
    const body = Readable.from(
      (function* () {
        while (made < LINES_IN_ALL) {
          made += 1_000;
          yield Array.from({ length: 1_000 }, (_, n) => `${line(`e${made - n}`)}\n`).join('');
        }
      })(),
    );
    expect((await send({ type: LINES, body })).body).toMatchObject({ accepted: LINES_IN_ALL });
    expect(seen).toBe(LINES_IN_ALL);
    expect(mostAhead).toBeLessThan(LINES_IN_ALL / 2); // chunks on their way, and what sockets hold on either side
    expect(most - before).toBeLessThan(64 * 1024 * 1024);
  });
});

describe('dead letters', () => {
  const wrong = line('w', { data: { course: 7 } });

  it('are redriven after a correction, and then count', async () => {
    await send({ body: `[${wrong}]` });
    const [letter] = await waiting();
    const redrive = (payload: object) => operate('POST', `/${letter!.id}/redrive`, payload);
    expect(await redrive({})).toMatchObject({
      status: 200,
      body: { verdict: 'rejected', code: 'event.schema', letter: { state: 'waiting' } },
    });
    expect(await redrive({ corrected: line('w') })).toMatchObject({
      body: { verdict: 'accepted', letter: { state: 'redriven' } },
    });
    expect(log.values()).toEqual([line('w')]);
    expect(await redrive({ corrected: line('w') })).toMatchObject({
      status: 409,
      body: { code: 'dead-letter.redriven' },
    });
    expect((await operate('GET', `/${letter!.id}`)).body).toMatchObject({
      original: { text: wrong },
      history: [
        { step: 'refused', by: 'operator', at: now.toISOString() },
        { step: 'redriven', by: 'operator', corrected: line('w') },
      ],
    });
  });

  it('are discarded with a reason, once', async () => {
    await send({ body: `[${wrong}]` });
    const [letter] = await waiting();
    expect((await operate('POST', `/${letter!.id}/discard`, { reason: ' ' })).status).toBe(400);
    expect(await operate('POST', `/${letter!.id}/discard`, { reason: 'their test' })).toMatchObject({
      status: 200,
      body: { state: 'discarded' },
    });
    expect((await operate('POST', `/${letter!.id}/discard`, { reason: 'again' })).status).toBe(409);
    expect(await waiting()).toEqual([]);
  });

  it('take rows of files, page by page, with counts by code', async () => {
    const row = (n: number) => ({
      code: 'event.row',
      reason: 'no date',
      original: Buffer.from(`${n};`).toString('base64'),
      place: `a.csv:${n}`,
    });
    const tell = (body: object, key = 'teller') =>
      app.inject({
        method: 'POST',
        url: '/v1/dead-letters',
        headers: { authorization: `Bearer ${key}` },
        payload: body,
      });
    expect((await tell({ letters: [row(1), row(2), row(3)] })).json()).toEqual({ kept: 3 });
    expect((await tell({ letters: [row(1)] })).statusCode).toBe(200);
    expect((await tell({ letters: [{ ...row(4), code: 'no.such' }] })).statusCode).toBe(400);
    expect((await tell({ letters: [row(4)] }, 'operator')).statusCode).toBe(403);
    const { body: page } = await operate('GET', '?entrance=csv&limit=2');
    expect(page).toMatchObject({
      letters: [{ place: 'a.csv:3' }, { place: 'a.csv:2' }],
      waiting: [{ code: 'event.row', count: 3 }],
    });
    const { body: next } = await operate('GET', `?entrance=csv&limit=2&after=${page.next}`);
    expect(next).toMatchObject({ letters: [{ place: 'a.csv:1' }], next: null });
    const id = next.letters[0].id;
    expect(await operate('POST', `/${id}/redrive`)).toMatchObject({ status: 409, body: { code: 'dead-letter.row' } });
    expect(await operate('POST', `/${id}/redrive`, { corrected: line('r') })).toMatchObject({
      body: { verdict: 'accepted' },
    });
  });

  it('says when there is no such letter', async () => {
    expect((await operate('GET', '/018f0000-0000-7000-8000-000000000000')).status).toBe(404);
    expect((await operate('GET', '/nonsense')).status).toBe(400);
  });
});

describe('the whole road into the log', () => {
  it('brings every byte of every good event, and of the corrected one, to whoever reads the log', async () => {
    const real = await openPostgresEventLog(database.pool, createLogger('silent'));
    await real.ensureTopic(LEARNING_EVENTS, { partitions: 4, retention: 'forever' });
    into = real;
    const good = Array.from({ length: 5_000 }, (_, n) => line(`r${n}`));
    const wrong = line('wrong', { data: {} });
    const { body } = await send({ type: LINES, body: [...good, wrong].join('\n') });
    expect(body).toMatchObject({ accepted: 5_000, rejected: 1 });
    const [letter] = await waiting();
    await operate('POST', `/${letter!.id}/redrive`, { corrected: line('wrong') });

    const read = new Set<string>();
    await new Promise<void>((resolve, reject) => {
      const consumption = real.consume(
        LEARNING_EVENTS,
        'test',
        { maxRecords: 1_000, maxWaitMs: 5 },
        async ({ records }) => {
          for (const { key, value } of records) {
            const text = Buffer.from(value).toString();
            expect(key).toBe(JSON.parse(text).subject);
            read.add(text);
          }
          if (read.size === 5_001) resolve();
        },
      );
      consumption.catch(reject);
    });
    expect(read).toEqual(new Set([...good, line('wrong')]));
    await real.close();
  });
});

describe('the books', () => {
  const receipts = async () =>
    (await books.receipts({ from: '1970-01-01', to: '2100-01-01' }))
      .map(({ source, day, records }) => `${source} ${day} ${records}`)
      .sort();

  it('hold a receipt of what is acknowledged, by source and day of the fact, and of nothing else', async () => {
    const items = [
      event('a'),
      event('b'),
      event('c', { source: 'other' }),
      event('d', { time: '2026-02-03T00:00:00Z' }),
    ];
    await send({ body: JSON.stringify([...items, event('bad', { type: 'learning.Unheard' })]) });
    await send({ type: LINES, body: line('a') });
    const { source } = event('a');
    expect(await receipts()).toEqual([`${source} 2026-02-01 3`, `${source} 2026-02-03 1`, 'other 2026-02-01 1'].sort());
  });

  it('hold none of what the log did not take', async () => {
    into = { append: () => Promise.reject(new LogBusy(1)) };
    expect((await send({ body: JSON.stringify([event('a')]) })).status).toBe(429);
    expect(await receipts()).toEqual([]);
  });

  it('hold the control totals of sources', async () => {
    const tell = async (payload: object, key = 'teller') => {
      const headers = { authorization: `Bearer ${key}` };
      const answer = await app.inject({ method: 'POST', url: '/v1/control-totals', headers, payload });
      return { status: answer.statusCode, body: answer.json() };
    };
    const total = { source: 'lms', day: '2026-02-01', type: 'learning.Enrolled', count: 340 };
    expect(await tell(total)).toEqual({ status: 200, body: total });
    expect(await books.totals({ from: '2026-02-01', to: '2026-02-01' })).toEqual([total]);
    expect((await tell(total, 'operator')).status).toBe(403);
    for (const [wrong, path] of [
      [{ ...total, day: '2026-02-30' }, 'day'],
      [{ ...total, type: 'learning.Unheard' }, 'type'],
      [{ ...total, count: -1 }, 'count'],
      [{ ...total, source: '' }, 'source'],
      [{ ...total, learner: 'x' }, 'learner'],
    ] as const) {
      expect(await tell(wrong)).toMatchObject({ status: 400, body: { errors: [{ path }] } });
    }
  });
});
