import { type FactHistory, type Scope, scopes, type Timeline } from '@laurel/contracts';
import { derivedReadModels, migrateReadModels } from '@laurel/insights-read-model';
import { type LogRecord } from '@laurel/kernel';
import { createLogger, createMetrics } from '@laurel/platform';
import {
  createTestApp,
  factsOf,
  type FactWords,
  insertFacts,
  noAccounts,
  openTestWarehouse,
  ordersOf,
  type TestWarehouse,
} from '@laurel/testing';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Registry } from 'prom-client';
import { InsightsModule } from '../insights.module.ts';
import { type FactTrail } from './fact.query.ts';

const SOURCE = 'https://lms.example/a?b';
let test: TestWarehouse;
let app: NestFastifyApplication;
let granted: ReadonlySet<Scope> = new Set(scopes);

/** The log holds the original of every telling but the one at offset 1. */
const read = (topic: string, partition: number, offset: bigint): Promise<LogRecord | undefined> => {
  const value = Buffer.from(`told at ${offset}`);
  const record = { topic, partition, offset, key: 'l1', value, appendedAt: new Date('2026-02-01T00:00:00Z') };
  return Promise.resolve(offset === 1n ? undefined : record);
};
const letter: Awaited<ReturnType<FactTrail['lettersOf']>>[number] = {
  ...({
    id: '0199b2a0-0000-7000-8000-000000000000',
    state: 'waiting',
    entrance: 'http',
    code: 'event.conflict',
  } as const),
  ...{ reason: 'taken', bytes: 3, keptAt: '2026-03-01T00:00:00.000Z' },
};

beforeAll(async () => {
  test = await openTestWarehouse();
  await migrateReadModels(test.warehouse);
  const logger = createLogger('silent');
  const trail = { read, lettersOf: ({ id }: { id: string }) => Promise.resolve(id === 'refused' ? [letter] : []) };
  const clock = { now: () => new Date('2026-06-30T00:00:00Z') };
  const metrics = createMetrics(new Registry());
  const accounts = noAccounts();
  const authenticate = () => Promise.resolve({ id: 'k1', scopes: granted, sees: 'everyone' as const });
  app = await createTestApp({
    imports: [InsightsModule.register({ warehouse: test.warehouse, trail, accounts, clock, metrics, logger })],
    authenticate,
  });
  await app.listen(0, '127.0.0.1');
});
afterAll(async () => {
  await app.close();
  await test.drop();
});

const get = async (path: string): Promise<Response> =>
  fetch(`${await app.getUrl()}/v1/${path}`, { headers: { authorization: 'Bearer key' } });
const timeline = async (query: Record<string, string> = {}, learner = 'l1'): Promise<Timeline> =>
  (await (
    await get(`learners/${encodeURIComponent(learner)}/timeline?${new URLSearchParams(query)}`)
  ).json()) as Timeline;
const fact = async (id: string): Promise<FactHistory> =>
  (await (await get(`facts/${encodeURIComponent(SOURCE)}/${encodeURIComponent(id)}`)).json()) as FactHistory;

const tell = async (words: readonly FactWords[]): Promise<void> => {
  for (const table of ['facts', ...derivedReadModels.map(({ name }) => name)]) {
    await test.warehouse.command(`TRUNCATE TABLE ${table}`);
  }
  await insertFacts(test.warehouse, factsOf(words));
};

const words: readonly FactWords[] = (
  [
    { id: 'e', type: 'learning.Enrolled', at: '2026-01-01', data: { course: 'c', run: 'r' } },
    { id: 'try', type: 'learning.AssessmentSubmitted', at: '2026-02-01', data: { course: 'c', assessment: 'x' } },
    { id: 'fix', type: 'learning.AssessmentSubmitted', at: '2026-02-02', data: { course: 'c', assessment: 'x' } },
    { id: 'w/1', type: 'learning.Withdrawn', at: '2026-03-01', told: '2026-03-02', data: { course: 'c' } },
    { id: 'w/1', type: 'learning.Withdrawn', at: '2026-03-01', told: '2026-03-05', data: { course: 'c', reason: 'x' } },
    { id: 'gone', type: 'learning.CourseCompleted', at: '2026-04-01', data: { course: 'd' } },
    { id: 'v', type: 'learning.Voided', at: '2026-05-01', data: { of: { source: SOURCE, id: 'gone' } } },
    { id: 'other', type: 'learning.Enrolled', at: '2026-01-01', data: { course: 'c' }, learner: 'l2' },
    { id: 'taken', type: 'learning.Enrolled', at: '2026-01-02', data: { course: 'c' }, learner: 'l2' },
    { id: 'v2', type: 'learning.Voided', at: '2026-05-02', data: { of: { source: SOURCE, id: 'taken' } } },
  ] as const
).map((one) => ({ source: SOURCE, ...one }));

const shown = ({ entries }: Timeline) =>
  entries.map(({ id, standing, because, data }) => [id, standing, because?.id, data['reason']]);

it('is everything about a learner, newest first, with what does not count and why; told twice, in any order', async () => {
  for (const order of ordersOf(words)) {
    await tell(order);
    await insertFacts(test.warehouse, factsOf(words));
    expect(shown(await timeline())).toEqual([
      ['v2', 'counts', undefined, undefined],
      ['v', 'counts', undefined, undefined],
      ['gone', 'voided', 'v', undefined],
      ...shown(await timeline({ from: '2026-03-01T00:00:00Z', to: '2026-03-02T00:00:00Z' })),
      ['fix', 'counts', undefined, undefined],
      ['try', 'superseded', 'fix', undefined],
      ['e', 'counts', undefined, undefined],
    ]);
  }
  const march = await timeline({ from: '2026-03-01T00:00:00Z', to: '2026-03-02T00:00:00Z' });
  expect(new Map(shown(march).map(([, standing, , reason]) => [reason, standing]))).toEqual(
    new Map([
      [undefined, 'counts'],
      ['x', 'conflict'],
    ]),
  );
  expect(march.entries[0]).toMatchObject({
    source: SOURCE,
    course: 'c',
    run: null,
    occurredAt: '2026-03-01T00:00:00.000Z',
  });
  // Its void is about somebody else: who looks at l2 sees that it is voided, and not by what.
  expect(shown(await timeline({}, 'l2'))).toEqual([
    ['taken', 'voided', null, undefined],
    ['other', 'counts', undefined, undefined],
  ]);
});

it('is as known at a time, of a course, and in pages that fit together', async () => {
  await tell(words);
  const then = await timeline({ asOf: '2026-04-15T00:00:00Z', course: 'd' });
  expect(shown(then)).toEqual([['gone', 'counts', undefined, undefined]]);
  expect(shown(await timeline({ asOf: '2026-03-03T00:00:00Z' }))).toHaveLength(4);
  const whole = await timeline();
  const pages: string[] = [];
  for (let after: string | null = ''; after !== null;) {
    const page: Timeline = await timeline({ limit: '3', ...(after ? { after } : {}) });
    pages.push(...page.entries.map(({ place }) => place));
    after = page.next;
  }
  expect(pages).toEqual(whole.entries.map(({ place }) => place));
  expect(await timeline({}, 'nobody')).toMatchObject({ entries: [], next: null });
});

it('says which part of a query makes no sense', async () => {
  for (const [query, path] of [
    ['after=yesterday', 'after'],
    ['limit=0', 'limit'],
    ['from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z', 'to'],
    ['learner=x', 'learner'],
  ] as const) {
    const answer = await get(`learners/l1/timeline?${query}`);
    expect([answer.status, await answer.json()]).toEqual([
      400,
      expect.objectContaining({ errors: [expect.objectContaining({ path })] }),
    ]);
  }
});

it('shows what was told under one identity, with its original bytes, voids and dead letters', async () => {
  await tell(words);
  const { versions, voids } = await fact('w/1');
  expect(versions.map(({ standing, data }) => [standing, data['reason']])).toEqual([
    ['counts', undefined],
    ['conflict', 'x'],
  ]);
  expect(versions[0]?.tellings).toEqual([
    {
      ...{ topic: 'laurel.learning-events.v1', partition: 0, offset: '3', appendedAt: '2026-02-01T00:00:00.000Z' },
      original: { text: 'told at 3', base64: Buffer.from('told at 3').toString('base64') },
    },
  ]);
  expect(voids).toEqual([]);
  const gone = await fact('gone');
  expect(gone.versions).toMatchObject([{ standing: 'voided', because: { source: SOURCE, id: 'v' } }]);
  expect(gone.voids).toMatchObject([{ id: 'v', occurredAt: '2026-05-01T00:00:00.000Z' }]);
  expect((await fact('taken')).versions).toMatchObject([{ standing: 'voided', because: { id: 'v2' } }]);
  // The log has this one no more.
  expect((await fact('try')).versions[0]?.tellings).toMatchObject([{ appendedAt: null, original: null }]);
  expect(await fact('refused')).toMatchObject({ versions: [], deadLetters: [{ code: 'event.conflict' }] });
  expect(await fact('unheard of')).toMatchObject({ status: 404, code: 'fact.missing' });
});

it('keeps original bytes and dead letters from who may not operate', async () => {
  await tell(words);
  granted = new Set(['ask']);
  try {
    expect((await fact('e')).versions[0]?.tellings).toMatchObject([{ offset: '0', original: null }]);
    expect(await fact('refused')).toMatchObject({ status: 404 });
  } finally {
    granted = new Set(scopes);
  }
});
