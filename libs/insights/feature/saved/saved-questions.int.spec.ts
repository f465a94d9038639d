import { type Scope, scopes } from '@laurel/contracts';
import { openEventStore } from '@laurel/event-store-postgres';
import { openInsights, type PostgresInsights } from '@laurel/insights-postgres';
import { migrateReadModels } from '@laurel/insights-read-model';
import { createLogger, createMetrics } from '@laurel/platform';
import { renderReport } from '@laurel/report-pdf';
import {
  createTestApp,
  factsOf,
  insertFacts,
  openTestDatabase,
  openTestWarehouse,
  type TestDatabase,
  type TestWarehouse,
  noAccounts,
} from '@laurel/testing';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';
import { Registry } from 'prom-client';
import { answeringWith, SavedQuestionsModule } from '../index.ts';
import { answerUnattended } from '../report/answer-unattended.ts';

let database: TestDatabase;
let analytics: TestWarehouse;
let insights: PostgresInsights;
let app: NestFastifyApplication;

/** The key says its scopes. */
const authenticate = (key: string) =>
  Promise.resolve({
    id: 'k1',
    scopes: new Set(scopes.filter((scope) => key === 'all' || key.split('+').includes(scope))),
    sees: 'everyone' as const,
  });

beforeAll(async () => {
  [database, analytics] = await Promise.all([openTestDatabase(), openTestWarehouse()]);
  await migrateReadModels(analytics.warehouse);
  await insertFacts(
    analytics.warehouse,
    factsOf([
      { type: 'learning.Enrolled', at: '2026-01-01', data: { course: 'c' } },
      { type: 'learning.Enrolled', at: '2026-02-01', data: { course: 'c' }, learner: 'l2' },
    ]),
  );
  insights = await openInsights(database.url);
  const logger = createLogger('silent');
  const ports = {
    ...{ ...insights, warehouse: analytics.warehouse, metrics: createMetrics(new Registry()), logger },
    ...{ clock: { now: () => new Date('2026-03-02T12:00:00Z') }, search: await openEventStore(database.pool, logger) },
    ...{ render: renderReport, publicUrl: 'http://localhost:7300' },
    trail: { read: () => Promise.resolve(undefined), lettersOf: () => Promise.resolve([]) },
    accounts: noAccounts(),
    isKnown: (learner: string) => Promise.resolve(learner === 'ann'),
  };
  app = await createTestApp({
    imports: [SavedQuestionsModule.register(ports)],
    authenticate,
  });
  await app.listen(0, '127.0.0.1');
});
afterAll(async () => {
  await app.close();
  await insights.close();
  await Promise.all([database.drop(), analytics.drop()]);
});

interface More {
  readonly key?: Scope | 'all' | 'ask+engage';
  readonly accept?: string;
}
const call = async (method: string, path: string, body?: object, { key = 'all', accept = '*/*' }: More = {}) => {
  const answer = await fetch(`${await app.getUrl()}/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, accept, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const type = answer.headers.get('content-type') ?? '';
  const bytes = Buffer.from(await answer.arrayBuffer());
  return { status: answer.status, type, bytes, json: /json/.test(type) ? JSON.parse(bytes.toString()) : undefined };
};
const pathsOf = ({ json }: Awaited<ReturnType<typeof call>>): readonly string[] =>
  json.errors?.map(({ path }: { path: string }) => path);

const overview = { name: 'How is it going?', question: 'course-overview', body: { by: 'course' } };
const save = async (more: object = {}): Promise<string> => {
  const { status, json } = await call('POST', 'saved-questions', { ...overview, ...more });
  expect(status).toBe(201);
  return json.id;
};

it('keeps a question under a name and an address, and every version of it', async () => {
  const id = await save({ description: 'Before the meeting' });
  const first = (await call('GET', `saved-questions/${id}`)).json;
  expect(first).toEqual({
    ...{ ...overview, id, description: 'Before the meeting', version: 1, address: `/saved-questions/${id}` },
    ...{ savedAt: '2026-03-02T12:00:00.000Z', savedBy: 'k1', archivedAt: null },
  });
  const change = { ...overview, name: 'By run', body: { by: 'run' }, expectedVersion: 1 };
  expect((await call('PUT', `saved-questions/${id}`, change)).json).toMatchObject({ version: 2, body: { by: 'run' } });
  const late = await call('PUT', `saved-questions/${id}`, change);
  expect([late.status, late.json.code, late.json.version]).toEqual([409, 'saved-question.version', 2]);
  const { versions } = (await call('GET', `saved-questions/${id}/versions`)).json;
  expect(versions.map((one: { name: string }) => one.name)).toEqual(['By run', 'How is it going?']);
});

it('lists what is not archived, in pages', async () => {
  const ids = [await save(), await save(), await save()].reverse();
  await call('DELETE', `saved-questions/${ids[1]}`);
  const page = (await call('GET', 'saved-questions?limit=1')).json;
  expect([page.savedQuestions[0].id, page.next]).toEqual([ids[0], ids[0]]);
  const next = (await call('GET', `saved-questions?limit=1&after=${page.next}`)).json;
  expect(next.savedQuestions[0].id).toBe(ids[2]);
  const archived = (await call('GET', 'saved-questions?archived=true')).json.savedQuestions;
  expect(archived.map((one: { id: string }) => one.id)).toEqual([ids[1]]);
});

it('archives for good: readable, neither asked nor changed', async () => {
  const id = await save();
  expect((await call('DELETE', `saved-questions/${id}`)).status).toBe(204);
  expect((await call('DELETE', `saved-questions/${id}`)).status).toBe(204);
  expect((await call('GET', `saved-questions/${id}`)).json.archivedAt).toBe('2026-03-02T12:00:00.000Z');
  for (const [method, path, body] of [
    ['POST', `saved-questions/${id}/answer`, {}],
    ['PUT', `saved-questions/${id}`, { ...overview, expectedVersion: 1 }],
    [
      'POST',
      'subscriptions',
      { savedQuestion: id, to: 'ann', schedule: { every: 'day', at: '08:30', timeZone: 'UTC' } },
    ],
  ] as const) {
    const { status, json } = await call(method, path, body);
    expect([status, json.code]).toEqual([409, 'saved-question.archived']);
  }
});

it('keeps, asks and reports what is counted outside ClickHouse, which is always about now', async () => {
  const saved = { ...overview, question: 'reconcile', body: { from: '2026-01-01', to: '2026-03-01' } };
  const id = await save(saved);
  const { status, json } = await call('POST', `saved-questions/${id}/answer`, {});
  expect([status, json.seal.state]).toEqual([200, 'complete']);
  expect(pathsOf(await call('POST', `saved-questions/${id}/answer`, { asOf: '2026-01-15T00:00:00Z' }))).toEqual([
    'body.asOf',
  ]);
  const threshold = { figure: 'days.0.told', is: 'above', value: 0 };
  expect((await call('POST', 'subscriptions', { savedQuestion: id, to: 'ann', threshold })).status).toBe(201);
  const questions = answeringWith(noAccounts());
  const { warehouse } = analytics;
  const unattended = {
    questions,
    warehouse,
    metrics: createMetrics(new Registry()),
    questionLimits: { seconds: 60, memoryBytes: 2 ** 30 },
  };
  const version = { ...saved, description: null, version: 1, savedAt: new Date(), savedBy: 'k1' };
  const asker = { id: 'k1', scopes: new Set(['ask' as const]), sees: 'everyone' as const };
  const answered = await answerUnattended(unattended, version, { asker, asOf: '2026-03-02T12:00:00Z' });
  expect(answered).toMatchObject({ answer: { seal: { state: 'complete' } } });
});

it('asks what was saved, in the form that is wanted, as known when it is wanted', async () => {
  const id = await save({ body: { by: 'course', asOf: '2025-12-31T00:00:00Z' } });
  const enrolments = async (order: object) =>
    (await call('POST', `saved-questions/${id}/answer`, order)).json.totals.enrolments;
  expect(await enrolments({})).toBe(0);
  expect(await enrolments({ asOf: '2026-01-15T00:00:00Z' })).toBe(1);
  await call('PUT', `saved-questions/${id}`, { ...overview, expectedVersion: 1 });
  expect(await enrolments({})).toBe(2);
  expect(await enrolments({ version: 1 })).toBe(0);
});

it('gives the answer in every form, and a document for people', async () => {
  const id = await save();
  const as = (accept: string) => call('POST', `saved-questions/${id}/answer`, {}, { accept });
  const [csv, parquet, pdf, xml] = await Promise.all(
    ['text/csv', 'application/vnd.apache.parquet', 'application/pdf', 'text/xml'].map(as),
  );
  expect([csv!.type, csv!.bytes.toString().split('\r\n')[1]!.slice(0, 6)]).toEqual([
    'text/csv; charset=utf-8',
    'c,,2,2',
  ]);
  expect([parquet!.type, parquet!.bytes.subarray(0, 4).toString()]).toEqual(['application/vnd.apache.parquet', 'PAR1']);
  expect([pdf!.type, pdf!.bytes.subarray(0, 5).toString()]).toEqual(['application/pdf', '%PDF-']);
  expect([xml!.status, xml!.json.detail]).toEqual([406, expect.stringContaining('application/pdf')]);
});

it.each([
  [{ name: '' }, ['name']],
  [{ name: 7 }, ['name']],
  [{ question: 'horoscope' }, ['question']],
  [{ body: { by: 'planet' } }, ['body.by']],
  [{ body: { by: 'course', depth: 3 } }, ['body.depth']],
  [{ body: [] }, ['body']],
  [{ question: 'funnel', body: {} }, ['body.steps']],
  [{ question: 'funnel', body: { steps: [{ event: 'learning.Enrolled' }, { event: 'x' }] } }, ['body.steps.1.event']],
  [{ body: { where: [{ field: 'planet', op: 'eq', value: 1 }] } }, ['body.where.0.field']],
  [{ extra: true }, ['extra']],
])('says which field of %j makes no sense', async (wrong, paths) => {
  const answer = await call('POST', 'saved-questions', { ...overview, ...wrong });
  expect([answer.status, pathsOf(answer)]).toEqual([400, paths]);
});

it('does not know what nobody saved', async () => {
  for (const id of [randomUUID(), 'nonsense']) {
    expect((await call('GET', `saved-questions/${id}`)).status).toBe(404);
    expect((await call('GET', `subscriptions/${id}`)).status).toBe(404);
    expect((await call('DELETE', `subscriptions/${id}`)).status).toBe(404);
  }
  const id = await save();
  expect((await call('POST', `saved-questions/${id}/answer`, { version: 9 })).status).toBe(404);
});

const daily = { every: 'day', at: '08:30', timeZone: 'Europe/Vienna' };
const below = { figure: 'totals.completionRate', is: 'below', value: 0.5 };

it('subscribes a person until it is ended', async () => {
  const savedQuestion = await save();
  const made = await call(
    'POST',
    'subscriptions',
    { savedQuestion, to: 'ann', schedule: daily },
    { key: 'ask+engage' },
  );
  expect(made).toMatchObject({
    status: 201,
    json: {
      ...{ savedQuestion, to: 'ann', sentence: 'every day at 08:30 (Europe/Vienna)', threshold: null, endedAt: null },
      ...{ schedule: { ...daily, workingDaysOnly: false }, nextLookAt: '2026-03-03T07:30:00.000Z', lastLook: null },
    },
  });
  const { id } = made.json;
  const listed = async (ended: boolean) =>
    (await call('GET', `subscriptions?savedQuestion=${savedQuestion}&ended=${ended}`)).json.subscriptions.length;
  expect([await listed(false), await listed(true)]).toEqual([1, 0]);
  expect((await call('GET', `subscriptions/${id}/reports`)).json).toEqual({ reports: [] });
  expect((await call('DELETE', `subscriptions/${id}`)).status).toBe(204);
  expect([await listed(false), await listed(true)]).toEqual([0, 1]);
  expect((await call('GET', `subscriptions/${id}`)).json.nextLookAt).toBeNull();
});

it('takes a figure wherever it stands in the answer', async () => {
  const steps = ['learning.Enrolled', 'learning.CourseCompleted'].map((event) => ({ event }));
  const savedQuestion = await save({ question: 'funnel', body: { steps } });
  const threshold = { ...below, figure: 'steps.1.rateFromFirst' };
  expect((await call('POST', 'subscriptions', { savedQuestion, to: 'ann', threshold })).status).toBe(201);
});

it.each([
  [{ to: 'nobody', schedule: daily }, ['to']],
  [{ savedQuestion: randomUUID(), schedule: daily }, ['savedQuestion']],
  [{ savedQuestion: 'x', schedule: daily }, ['savedQuestion']],
  [{}, ['schedule']],
  [{ schedule: daily, threshold: below }, ['schedule']],
  [{ schedule: { ...daily, at: '24:00' } }, ['schedule.at']],
  [{ schedule: { ...daily, at: '8:30' } }, ['schedule.at']],
  [{ schedule: { ...daily, timeZone: 'Mars/Olympus' } }, ['schedule.timeZone']],
  [{ schedule: { ...daily, every: 'blue moon' } }, ['schedule.every']],
  [{ schedule: { ...daily, every: 'week', on: 'moonday' } }, ['schedule.on']],
  [{ schedule: { ...daily, every: 'month', day: 32 } }, ['schedule.day']],
  [{ schedule: { ...daily, on: 'monday' } }, ['schedule.on']],
  [{ threshold: { ...below, figure: 'totals.happiness' } }, ['threshold.figure']],
  [{ threshold: { ...below, figure: 'totals' } }, ['threshold.figure']],
  [{ threshold: { ...below, figure: 'rows.0.course' } }, ['threshold.figure']],
  [{ threshold: { ...below, value: 'half' } }, ['threshold.value']],
  [{ threshold: { ...below, is: 'equal' } }, ['threshold.is']],
  [{ threshold: { ...below, repeatAfterHours: 0 } }, ['threshold.repeatAfterHours']],
  [{ threshold: { ...below, workingHours: { from: 17, to: 8, timeZone: 'UTC' } } }, ['threshold.workingHours.to']],
])('says which field of the subscription %j makes no sense', async (wrong, paths) => {
  const answer = await call('POST', 'subscriptions', { savedQuestion: await save(), to: 'ann', ...wrong });
  expect([answer.status, pathsOf(answer)]).toEqual([400, paths]);
});

it('mails nobody what the key may not see', async () => {
  const body = { savedQuestion: await save(), to: 'ann', schedule: daily };
  for (const key of ['ask', 'engage'] as const) {
    expect((await call('POST', 'subscriptions', body, { key })).status).toBe(403);
  }
});
