import { DeliveryUnknown, MessageRequested, MessageSent, RuleFired, scopes, SendAttempted } from '@laurel/contracts';
import { openEventStore } from '@laurel/event-store-postgres';
import { type EventSearch, type EventStore } from '@laurel/kernel';
import { readMailReport } from '@laurel/mail-smtp';
import { createLogger, createMetrics } from '@laurel/platform';
import { createTestApp, openTestDatabase, type TestDatabase } from '@laurel/testing';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Registry } from 'prom-client';
import { openCategories } from '../category-book.ts';
import { messageIdOf } from '../message-id.ts';
import { takeForms } from '../person/take-forms.ts';
import { CourtesyController } from './courtesy.controller.ts';
import { OPERATOR_PORTS, type OperatorPorts } from './operator.deps.ts';

const cause = { causation: 'test', correlation: 'test' };
let database: TestDatabase;
let app: NestFastifyApplication;
let store: EventStore & EventSearch;

beforeAll(async () => {
  database = await openTestDatabase();
  store = await openEventStore(database.pool, createLogger('silent'));
  const find = (learner: string) => Promise.resolve({ learner, name: learner, email: `${learner}@example.test` });
  const ports: OperatorPorts = {
    ...{ store, search: store, categories: openCategories(store), recipients: { find }, readMailReport },
    ...{ digestOf: (address) => `digest-of-${address}`, metrics: createMetrics(new Registry()) },
    clock: { now: () => new Date('2026-03-02T12:00:00Z') },
  };
  const asker = { id: 'operator-key', scopes: new Set(scopes), sees: 'everyone' };
  app = await createTestApp({
    controllers: [CourtesyController],
    providers: [{ provide: OPERATOR_PORTS, useValue: ports }],
    authenticate: () => Promise.resolve(asker),
  });
  takeForms(app.getHttpAdapter().getInstance());
  await app.init();
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

const call = async (
  method: 'GET' | 'PUT' | 'POST',
  path: string,
  body?: object | string,
  type = 'application/json',
) => {
  const headers = { authorization: 'Bearer k', ...(body === undefined ? {} : { 'content-type': type }) };
  const payload = body === undefined ? {} : { payload: body };
  const reply = await app.inject({ method, url: `/v1/${path}`, headers, ...payload });
  return { status: reply.statusCode, body: reply.body === '' ? undefined : reply.json() };
};

const about = (learner: string) => ({ learner, course: 'c', run: '', registration: '' });
/** A message of a rule that was tried, and what came of it. */
const tried = async (learner: string, end: 'unknown' | 'sent') => {
  const firing = `f/${learner}`;
  const action = { type: 'SendMessage', template: 'never-started', category: 'learning-reminder' } as const;
  const because = [{ text: 'never started', facts: [] }];
  const fired = RuleFired.of({ firing, rule: 'r', ruleVersion: 1, ...about(learner), because, action });
  await store.append(`firing-${firing}`, 0, [fired], cause);
  const message = messageIdOf(firing);
  const of = { message, firing, rule: 'r', ...about(learner) };
  const on = { channel: 'email', template: 'never-started' } as const;
  const last = end === 'sent' ? MessageSent.of({ ...of, ...on }) : DeliveryUnknown.of({ ...of, why: 'no answer' });
  const events = [
    MessageRequested.of({ ...of, ...on, category: 'learning-reminder' }),
    SendAttempted.of({ ...of, attempt: 1 }),
    last,
  ];
  await store.append(`message-${message}`, 0, events, cause);
  return message;
};
const bounce = (message: string, status = '5.1.1', address = 'ann@old.test') =>
  [
    'Subject: Undelivered',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.test',
    '',
    `Final-Recipient: rfc822; ${address}\r\nAction: failed\r\nStatus: ${status}`,
    '',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: <${message}@example.test>`,
    '--b--',
    '',
  ].join('\r\n');

it('leaves an address alone after a hard bounce, told twice, until an operator says it works', async () => {
  const message = await tried('ann', 'sent');
  const take = () => call('POST', 'bounces', bounce(message), 'message/rfc822');
  expect((await take()).body).toEqual({ matched: 1, suppressed: 1, ignored: 0 });
  await take();
  expect(await store.read(`after-${message}`)).toHaveLength(1);
  const { suppressions } = (await call('GET', 'suppressions')).body;
  expect(suppressions).toMatchObject([{ address: 'digest-of-ann@old.test', learner: 'ann', because: 'hard-bounce' }]);
  const lift = () => call('POST', 'suppressions/digest-of-ann@old.test/lift', { why: 'opened again' });
  expect((await lift()).status).toBe(204);
  expect((await call('GET', 'suppressions')).body).toEqual({ suppressions: [] });
  expect((await lift()).status).toBe(409);
});

it('silences nobody by a full mailbox, or by a report about a message that nobody sent', async () => {
  const message = await tried('bob', 'sent');
  expect((await call('POST', 'bounces', bounce(message, '5.2.2'), 'message/rfc822')).body).toMatchObject({
    matched: 1,
    suppressed: 0,
  });
  expect((await call('POST', 'bounces', bounce('0'.repeat(32)), 'message/rfc822')).body).toMatchObject({ ignored: 1 });
  expect((await call('POST', 'bounces', { hello: 'world' })).status).toBe(400);
  expect((await call('GET', 'suppressions')).body).toEqual({ suppressions: [] });
});

it('sends again what is unknown, one by one or all, and nothing else', async () => {
  const [one, two, sent] = [await tried('cid', 'unknown'), await tried('dan', 'unknown'), await tried('eve', 'sent')];
  const listed = async () =>
    (await call('GET', 'messages/unknown')).body.messages.map((each: { learner: string }) => each.learner);
  expect(await listed()).toEqual(['dan', 'cid']);
  expect((await call('POST', `messages/${sent}/send-again`)).status).toBe(409);
  expect((await call('POST', 'messages/nothing/send-again')).status).toBe(404);
  expect((await call('POST', `messages/${one}/send-again`)).body).toEqual({ again: 1 });
  expect((await call('POST', `messages/${one}/send-again`)).status).toBe(409);
  expect((await call('POST', 'messages/unknown/send-again')).body).toEqual({ again: 1 });
  expect(await listed()).toEqual([]);
  const [, , , again] = await store.read(`message-${two}`);
  expect(MessageRequested.read(again!).data.again).toBe('operator-key');
});

it('defines a category in place of one that came with Laurel, and refuses what is none', async () => {
  const definition = {
    ...{ name: 'Reminders', description: '', isOptional: true, isCapped: false, waitsFor: ['quiet-hours'] },
    ...{ delivery: 'at-most-once', asksWhy: false, priority: 2 },
  };
  expect((await call('PUT', 'categories/learning-reminder', definition)).body).toEqual({
    id: 'learning-reminder',
    ...definition,
  });
  const { categories } = (await call('GET', 'categories')).body;
  expect(categories).toContainEqual({ id: 'learning-reminder', ...definition });
  expect((await call('PUT', 'categories/x', { ...definition, waitsFor: ['spring'] })).status).toBe(400);
  expect((await call('PUT', 'categories/Not%20A%20Name', definition)).status).toBe(400);
});

it('chooses for a person who asked for it', async () => {
  const wanted = (body: { categories: { id: string; wanted: boolean }[] }) =>
    body.categories.filter((one) => one.wanted).map(({ id }) => id);
  expect(wanted((await call('PUT', 'preferences/flo', { wanted: ['report'] })).body)).toEqual(['report']);
  expect((await call('PUT', 'preferences/flo', { leaveEverything: true })).body).toMatchObject({
    leftEverything: true,
  });
  expect(wanted((await call('GET', 'preferences/flo')).body)).toEqual([]);
  expect((await call('PUT', 'preferences/flo', { everything: true })).status).toBe(400);
});
