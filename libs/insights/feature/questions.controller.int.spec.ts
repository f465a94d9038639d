import { scopes } from '@laurel/contracts';
import { migrateReadModels } from '@laurel/insights-read-model';
import { createLogger, createMetrics } from '@laurel/platform';
import {
  createTestApp,
  factsOf,
  insertFacts,
  noAccounts,
  openTestWarehouse,
  type TestWarehouse,
} from '@laurel/testing';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { InsightsModule } from './index.ts';

let test: TestWarehouse;
let app: NestFastifyApplication;
let hasty: NestFastifyApplication;
let narrow: NestFastifyApplication;
const GIB = 2 ** 30;

/** The questions over HTTP, as the server offers them; a question may take so much. */
const open = async (questionLimits: { seconds: number; memoryBytes: number }): Promise<NestFastifyApplication> => {
  const logger = createLogger('silent');
  const asker = { id: 'k1', scopes: new Set(scopes), sees: 'everyone' as const };
  const clock = { now: () => new Date('2026-03-02T12:00:00Z') };
  const metrics = createMetrics(new Registry());
  const accounts = noAccounts();
  const trail = { read: () => Promise.resolve(undefined), lettersOf: () => Promise.resolve([]) };
  const opened = await createTestApp({
    imports: [
      InsightsModule.register({ warehouse: test.warehouse, trail, accounts, clock, metrics, logger, questionLimits }),
    ],
    authenticate: () => Promise.resolve(asker),
    forceCloseConnections: true,
  });
  await opened.listen(0, '127.0.0.1');
  return opened;
};

beforeAll(async () => {
  test = await openTestWarehouse();
  await migrateReadModels(test.warehouse);
  const facts = factsOf([
    { type: 'learning.Enrolled', at: '2026-01-01', data: { course: 'c', run: '1' } },
    { type: 'learning.Enrolled', at: '2026-01-01', data: { course: '=cmd', run: '1' }, learner: 'l2' },
    { type: 'learning.CourseCompleted', at: '2026-01-05', data: { course: 'c', run: '1', result: 'pass' } },
  ]);
  await insertFacts(test.warehouse, facts);
  app = await open({ seconds: 60, memoryBytes: GIB });
  hasty = await open({ seconds: 0.5, memoryBytes: GIB });
  narrow = await open({ seconds: 60, memoryBytes: GIB / 64 });
});
afterAll(async () => {
  await Promise.all([app.close(), hasty.close(), narrow.close()]);
  await test.drop();
});

const ask = async (
  { of = app, ...more }: { of?: NestFastifyApplication; accept?: string; signal?: AbortSignal },
  name: string,
  question: object,
) =>
  fetch(`${await of.getUrl()}/v1/questions/${name}`, {
    method: 'POST',
    headers: {
      authorization: 'Bearer key',
      'content-type': 'application/json',
      ...(more.accept ? { accept: more.accept } : {}),
    },
    body: JSON.stringify(question),
    ...(more.signal ? { signal: more.signal } : {}),
  });

it('answers with a table to who accepts CSV', async () => {
  const answer = await ask({ accept: 'text/csv' }, 'course-overview', {});
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
  const [header, ...rows] = (await answer.text()).trimEnd().split('\r\n');
  expect(header).toMatch(/^course,run,enrolments,learners,.*completed\.pass/);
  // What a spreadsheet would run is made text.
  expect(rows.map((row) => row.split(',').slice(0, 3))).toEqual([
    ["'=cmd", '', '1'],
    ['c', '', '1'],
  ]);
});

it('answers with Parquet that the engine itself reads back, figure by figure', async () => {
  const accept = 'application/vnd.apache.parquet';
  const answer = await ask({ accept }, 'course-overview', {});
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, accept]);
  const file = join(await mkdtemp(join(tmpdir(), 'laurel-test-')), 'answer.parquet');
  await writeFile(file, Buffer.from(await answer.arrayBuffer()));
  const names = await test.warehouse.rows<{ name: string; type: string }>(`DESCRIBE file('${file}', Parquet)`);
  expect(names.slice(0, 3)).toEqual([
    expect.objectContaining({ name: 'course', type: 'Nullable(String)' }),
    expect.objectContaining({ name: 'run', type: 'Nullable(String)' }),
    expect.objectContaining({ name: 'enrolments', type: 'Nullable(Int64)' }),
  ]);
  const rows = await test.warehouse.rows(
    `SELECT course, run, enrolments, "completed.pass" AS pass, completionRate AS rate, passRate, "assessments.meanScaled" AS mean
     FROM file('${file}', Parquet) ORDER BY course`,
  );
  expect(rows).toEqual([
    { course: '=cmd', run: null, enrolments: '1', pass: '0', rate: 0, passRate: null, mean: null },
    { course: 'c', run: null, enrolments: '1', pass: '1', rate: 1, passRate: 1, mean: null },
  ]);
  const types = new Map(names.map(({ name, type }) => [name, type]));
  expect(types.get('assessments.meanScaled')).toBe('Nullable(Float64)'); // undefined in every row
});

it('has columns also where there are no rows', async () => {
  const nobody = { where: [{ field: 'course', op: 'eq', value: 'nobody' }] };
  const csv = await (await ask({ accept: 'text/csv' }, 'course-overview', nobody)).text();
  expect(csv).toMatch(/^[^\r\n]*enrolments,[^\r\n]*\r\n$/);
  const parquet = await ask({ accept: 'application/vnd.apache.parquet' }, 'course-overview', nobody);
  expect(
    Buffer.from(await parquet.arrayBuffer())
      .subarray(0, 4)
      .toString(),
  ).toBe('PAR1');
});

it('says which forms there are to who wants another, before anything is asked', async () => {
  const answer = await ask({ accept: 'application/xml' }, 'course-overview', { where: 'nonsense' });
  expect(answer.status).toBe(406);
  expect(await answer.json()).toMatchObject({
    code: 'answer.format',
    detail: expect.stringContaining('application/json, text/csv, application/vnd.apache.parquet'),
  });
});

it('says which field makes no sense', async () => {
  const steps = [{ event: 'learning.Enrolled' }, { event: 'learning.Graduated' }];
  const answer = await ask({}, 'funnel', { steps });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    400,
    expect.stringContaining('application/problem+json'),
  ]);
  expect(await answer.json()).toMatchObject({
    code: 'question.schema',
    errors: [expect.objectContaining({ path: 'steps.1.event' })],
  });
});

/** As many facts as a question reads for a while: many learners who are told of many times each. */
const HEAVY = `
INSERT INTO facts (source, id, type, version, learner, course, run, occurred_at, recorded_at, content_hash, data)
SELECT 'heavy', toString(number), 'learning.ContentViewed', 1, toString(sipHash64(number) % 200000), 'heavy', '1',
  toDateTime64('2026-01-01', 3, 'UTC') + toIntervalSecond(number % 1000000), toDateTime64('2026-02-01', 3, 'UTC'),
  sipHash128(number), '{"content":"x"}' FROM numbers(1500000)`;
const heavy = {
  unit: 'learner',
  steps: Array.from({ length: 12 }, () => ({
    event: 'learning.ContentViewed',
    where: Array.from({ length: 8 }, (_, n) => ({ field: `event.kind${n}`, op: 'ne', value: 'y' })),
  })),
};

describe('a question that takes long', () => {
  beforeAll(() => test.warehouse.command(HEAVY));

  /** The questions that the engine is busy with. */
  const running = async () => {
    const rows = await test.warehouse.rows(
      `SELECT 1 FROM system.processes WHERE position(query, 'funnel_events') > 0 AND query NOT LIKE '%system.processes%'`,
    );
    return rows.length;
  };
  const until = async (count: number): Promise<void> => {
    while ((await running()) !== count);
  };

  it('ends in the engine when who asked has left', async () => {
    const leaving = new AbortController();
    const answer = ask({ signal: leaving.signal }, 'funnel', heavy);
    await until(1);
    leaving.abort();
    await expect(answer).rejects.toThrow('aborted');
    await until(0);
  });

  it('is refused after its time, with what to ask for instead', async () => {
    const answer = await ask({ of: hasty }, 'funnel', heavy);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      503,
      expect.stringContaining('application/problem+json'),
    ]);
    expect(await answer.json()).toMatchObject({
      code: 'question.too-heavy',
      detail: expect.stringContaining('Ask for less: one course'),
    });
  });

  it('is refused at its limit of memory, and the next question is answered', async () => {
    for (let round = 0; round < 3; round++) {
      const answer = await ask({ of: narrow }, 'funnel', heavy);
      expect([answer.status, await answer.json()]).toEqual([
        503,
        expect.objectContaining({
          code: 'question.too-heavy',
          detail: expect.stringContaining('more than 16 MiB of memory'),
        }),
      ]);
    }
    const small = { where: [{ field: 'course', op: 'eq', value: 'c' }] };
    expect((await ask({ of: narrow }, 'course-overview', small)).status).toBe(200);
  });
});

it('names the questions there are to who asks another', async () => {
  const answer = await ask({}, 'funnels', {});
  expect([answer.status, await answer.json()]).toEqual([
    404,
    expect.objectContaining({ code: 'question.unknown', detail: expect.stringContaining('funnel') }),
  ]);
});

it('says why a question has no facts behind its figures', async () => {
  const answer = await ask({}, 'dropout-factors/facts', {});
  expect([answer.status, await answer.json()]).toEqual([
    404,
    expect.objectContaining({ code: 'question.without-facts', detail: expect.stringContaining('dropout-curve/facts') }),
  ]);
});
