import {
  type AnyLearningEvent,
  LEARNING_EVENTS,
  MessageClicked,
  MessageRequested,
  readLearningEvent,
  ReasonGiven,
  RuleFired,
} from '@laurel/contracts';
import { type LinkMaker, linksOf, trackedLink, TRAP } from '@laurel/communications-domain';
import { openLinkHits } from '@laurel/communications-postgres';
import { openEventStore } from '@laurel/event-store-postgres';
import { type EventSearch, type EventStore, type LogMessage } from '@laurel/kernel';
import { createLogger } from '@laurel/platform';
import { createTestApp, openTestDatabase, type TestDatabase } from '@laurel/testing';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHmac } from 'node:crypto';
import { openCategories } from '../category-book.ts';
import { messageIdOf } from '../message-id.ts';
import { countClicks } from './count-clicks.ts';
import { onReasonGiven } from './on-reason-given.reactor.ts';
import { PersonController } from './person.controller.ts';
import { PERSON_PORTS, type PersonPorts } from './person.deps.ts';
import { takeForms } from './take-forms.ts';

const cause = { causation: 'test', correlation: 'test' };
const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36';
let now = new Date('2026-03-02T12:00:00Z');
let database: TestDatabase;
let app: NestFastifyApplication;
let store: EventStore & EventSearch;
let ports: PersonPorts;
const maker: LinkMaker = {
  publicUrl: 'https://laurel.example',
  sign: (purpose, text) => createHmac('sha256', 'k').update(`${purpose}\n${text}`).digest('base64url').slice(0, 22),
};

beforeAll(async () => {
  database = await openTestDatabase();
  store = await openEventStore(database.pool, createLogger('silent'));
  const clock = { now: () => now };
  const hits = await openLinkHits(database.pool);
  ports = { ...maker, store, search: store, categories: openCategories(store), hits, clock };
  app = await createTestApp({
    controllers: [PersonController],
    providers: [{ provide: PERSON_PORTS, useValue: ports }],
    authenticate: () => Promise.resolve(undefined),
  });
  takeForms(app.getHttpAdapter().getInstance());
  await app.init();
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

/** A message to a learner, as a rule decided it, and its links. */
const aMessage = async (learner: string) => {
  const firing = `never-started/${learner}`;
  const message = messageIdOf(firing);
  const about = { learner, course: 'c', run: 'r', registration: '' };
  const because = [{ text: 'enrolled <20 days> ago', facts: [] }];
  const action = { type: 'SendMessage', template: 'never-started', category: 'learning-reminder' } as const;
  const fired = RuleFired.of({ firing, rule: 'never-started', ruleVersion: 1, ...about, because, action });
  await store.append(`firing-${firing}`, 0, [fired], cause);
  const of = { message, firing, rule: 'never-started', ...about };
  const requested = { channel: 'email', template: 'never-started', category: 'learning-reminder' } as const;
  await store.append(`message-${message}`, 0, [MessageRequested.of({ ...of, ...requested })], cause);
  const links = linksOf(maker, { message, category: 'learning-reminder', isOptional: true, asksWhy: true });
  return { message, links };
};
type Method = 'GET' | 'HEAD' | 'POST';
const call = (method: Method, link: string | undefined, body?: { type: string; text: string }, agent = CHROME) => {
  const url = (link ?? '').replace(maker.publicUrl, '');
  const headers = { 'user-agent': agent, ...(body ? { 'content-type': body.type } : {}) };
  return app.inject({ method, url, headers, ...(body ? { payload: body.text } : {}) });
};
const form = (text: string) => ({ type: 'application/x-www-form-urlencoded', text });
const saidOf = async (learner: string) =>
  (await store.read(`contact-${learner}`)).map(({ type, data }) => [
    type.split('.')[1],
    Reflect.get(data as object, 'category'),
    Reflect.get(data as object, 'by'),
  ]);
const decisions = async (): Promise<string> => {
  const { rows } = await database.pool.query<{ count: string }>('select count(*) from decision_event');
  return rows[0]?.count ?? '';
};

it('unsubscribes by one POST of the mail program, in both forms of RFC 8058, once', async () => {
  const { links } = await aMessage('ann');
  const boundary = '--b\r\ncontent-disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n';
  const asMultipart = { type: 'multipart/form-data; boundary=b', text: boundary };
  for (const body of [form('List-Unsubscribe=One-Click'), asMultipart]) {
    expect((await call('POST', links.unsubscribe, body)).statusCode).toBe(200);
  }
  expect(await saidOf('ann')).toEqual([['ConsentWithdrawn', 'learning-reminder', 'one-click']]);
});

it('changes nothing by GET or HEAD, whoever opens every link of a mail', async () => {
  const { links } = await aMessage('bob');
  const all = [links.unsubscribe, links.preferences, links.why, ...links.reasons.map(({ url }) => url)];
  const before = await decisions();
  for (const link of all) {
    for (const method of ['GET', 'HEAD'] as const) {
      const answer = await call(method, link, undefined, 'Mimecast');
      expect([method, link, answer.statusCode]).toEqual([method, link, 200]);
      expect(answer.headers['cache-control']).toBe('no-store');
      expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    }
  }
  expect(await decisions()).toBe(before);
});

it('keeps what a person chooses, shows it, and takes it back', async () => {
  const { links } = await aMessage('cid');
  const checked = async () =>
    [...(await call('GET', links.preferences)).body.matchAll(/value="([a-z-]+)" checked/g)].map(([, id]) => id);
  expect(await checked()).toEqual([
    ...['campaign', 'from-manager', 'learning-reminder', 'manager-briefing', 'manager-report', 'report'],
  ]);
  expect((await call('POST', links.preferences, form('choice=these&category=campaign'))).body).toContain('Saved');
  expect(await checked()).toEqual(['campaign']);
  await call('POST', links.preferences, form('choice=none'));
  expect(await checked()).toEqual([]);
  await call('POST', links.preferences, form('choice=these&category=report&category=campaign'));
  expect(await checked()).toEqual(['campaign', 'report']);
});

it('says why the message came, as text and never as markup', async () => {
  const { links } = await aMessage('dan');
  const { body } = await call('GET', links.why);
  expect(body).toContain('enrolled &lt;20 days&gt; ago');
  expect(body).toContain('Reminders about your courses');
});

it('takes an answer by POST alone, tells it as one fact, and lets another take its place', async () => {
  const { message, links } = await aMessage('eve');
  const told: LogMessage[] = [];
  const tell = onReasonGiven({
    append: (topic, some) => (expect(topic).toBe(LEARNING_EVENTS), told.push(...some), Promise.resolve()),
  });
  const url = links.reasons.find(({ label }) => label === 'On leave')?.url;
  expect((await call('GET', url)).body).toMatch(/class="do" name="answer" value="on-leave"/);
  expect((await call('POST', url, form('answer=something-else'))).statusCode).toBe(400);
  for (const answer of ['on-leave', 'on-leave', 'no-time']) await call('POST', url, form(`answer=${answer}`));
  const given = await store.read(`answers-${message}`);
  expect(given.map((event) => ReasonGiven.read(event).data.answer)).toEqual(['on-leave', 'no-time']);
  for (const event of [...given, ...given]) await tell(event);
  const facts = told.map(({ value }) => readLearningEvent(value, new Date(Date.now() + 60_000)));
  expect(new Set(facts.map(({ id }) => id)).size).toBe(2);
  const data: AnyLearningEvent['data'] = { course: 'c', run: 'r', question: 'why-not-yet', answer: 'no-time' };
  expect(facts[1]).toMatchObject({ subject: 'eve', event: { type: 'learning.FeedbackGiven', data } });
});

it('leads on to what was signed, and counts persons and scanners apart', async () => {
  const { message, links } = await aMessage('flo');
  const to = 'https://lms.example/course?a=1&b=ü';
  const link = links.track(to, 'go-on');
  const answer = await call('GET', link);
  expect([answer.statusCode, answer.headers.location]).toEqual([302, to]);
  await countClicks(ports);
  expect(await store.read(`after-${message}`)).toEqual([]); // not settled: more may come
  now = new Date(now.getTime() + 60_000);
  await call('HEAD', link);
  await call('GET', links.track('https://lms.example/other', 'other'));
  await call('GET', trackedLink(maker, { message, label: TRAP, url: '' }));
  now = new Date(now.getTime() + 60_000);
  await countClicks(ports);
  await countClicks(ports);
  const clicks = (await store.read(`after-${message}`)).map((event) => MessageClicked.read(event).data);
  expect(clicks.map((one) => [one.link, one.by])).toEqual([
    ['go-on', 'person'],
    ['go-on', 'scanner'],
    ['other', 'scanner'],
  ]);
});

it.each(['unsubscribe', 'preferences', 'why', 'reason', 't'])(
  'answers 404 to a /%s link that was not signed',
  async (path) => {
    const { links } = await aMessage(`gil-${path}`);
    const other = links.why?.split('/').at(-1) ?? '';
    for (const token of ['x', 'x.y', path === 'why' ? 'x' : other]) {
      for (const method of ['GET', ...(['why', 't'].includes(path) ? [] : ['POST' as const])] as const) {
        expect((await call(method, `${maker.publicUrl}/${path}/${token}`)).statusCode).toBe(404);
      }
    }
    expect(await saidOf(`gil-${path}`)).toEqual([]);
  },
);
