import { scopes } from '@laurel/contracts';
import { openInbox } from '@laurel/communications-postgres';

import { createTestApp, openTestDatabase, type TestDatabase } from '@laurel/testing';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { InboxController, INBOX_PORTS, type InboxPorts } from './inbox.controller.ts';
import { inboxMessenger } from './inbox-messenger.ts';

let database: TestDatabase;
let app: NestFastifyApplication;
let ports: InboxPorts;
let now = new Date('2026-03-02T12:00:00Z');
const asker = { id: 'k', scopes: new Set(scopes), sees: 'everyone' };

beforeAll(async () => {
  database = await openTestDatabase();
  ports = { inbox: await openInbox(database.pool), clock: { now: () => now } };
  app = await createTestApp({
    controllers: [InboxController],
    providers: [{ provide: INBOX_PORTS, useValue: ports }],
    authenticate: () => Promise.resolve(asker),
  });
  await app.init();
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

const call = async (method: 'GET' | 'POST', path: string) => {
  const reply = await app.inject({ method, url: `/v1/inbox/${path}`, headers: { authorization: 'Bearer k' } });
  return { status: reply.statusCode, body: reply.body === '' ? undefined : reply.json() };
};
const send = (learner: string, messageId: string) =>
  inboxMessenger(ports)({
    ...{ messageId, subject: `About ${messageId}`, text: 'Hello', html: '<p>Hello</p>' },
    to: { learner, name: 'Ann', email: 'ann@x.test' },
  });
const ids = (body: { messages: { message: string }[] }) => body.messages.map(({ message }) => message);

it('keeps a message once, newest first, for that person alone, whatever their id is', async () => {
  const learner = `https://lms.example/${'x'.repeat(400)}`;
  for (const message of ['m1', 'm2', 'm1']) {
    expect(await send(learner, message)).toEqual({ outcome: 'accepted' });
    now = new Date(now.getTime() + 1_000);
  }
  await send('bob', 'm1');
  const { body } = await call('GET', encodeURIComponent(learner));
  expect([ids(body), body.total, body.unread]).toEqual([['m2', 'm1'], 2, 2]);
  expect(body.messages[1]).toEqual({
    ...{ message: 'm1', subject: 'About m1', text: 'Hello', html: '<p>Hello</p>', readAt: null },
    arrivedAt: '2026-03-02T12:00:00.000Z',
  });
  expect(ids((await call('GET', `${encodeURIComponent(learner)}?skip=1&limit=1`)).body)).toEqual(['m1']);
  expect((await call('GET', 'nobody')).body).toEqual({ messages: [], total: 0, unread: 0 });
});

it('marks as read, once, and only what is there', async () => {
  await send('cid', 'm9');
  expect((await call('POST', 'cid/m9/read')).status).toBe(204);
  const first = (await call('GET', 'cid')).body;
  now = new Date(now.getTime() + 60_000);
  expect((await call('POST', 'cid/m9/read')).status).toBe(204);
  expect((await call('GET', 'cid')).body).toEqual(first);
  expect(first.unread).toBe(0);
  expect((await call('POST', 'bob/m9/read')).status).toBe(404);
});
