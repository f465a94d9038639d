import { AnnouncementDue, type AnnouncementView, type GateAnswer, scopes } from '@laurel/contracts';
import { openSlackWebhook, openTeamsWebhook } from '@laurel/chat';
import { type RenderPoster } from '@laurel/communications-domain';
import { openWaitingList } from '@laurel/communications-postgres';
import { openEventStore } from '@laurel/event-store-postgres';
import { createLogger, newId } from '@laurel/platform';
import { createTestApp, openStandIn, openTestDatabase, type StandIn, type TestDatabase } from '@laurel/testing';
import { CqrsModule } from '@nestjs/cqrs';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AnnouncementHandler } from './announcement.handler.ts';
import { AnnouncementsController } from './announcements.controller.ts';
import { ANNOUNCEMENT_PORTS, type AnnouncementPorts, type PostingDeps } from './announcements.deps.ts';
import { postDue } from './post-due.ts';
import { publishDue } from './publish-due.ts';
import { PublicAnnouncementsController } from './public-announcements.controller.ts';
import { startPosting } from './start-posting.ts';

const log = createLogger('silent');
let now = new Date('2026-03-02T12:00:00Z');
const clock = { now: () => now };
/** What engagement answers about each campaign, and about all sending. */
let stopped: GateAnswer = { is: 'go' };
const gate = (): Promise<GateAnswer> => Promise.resolve(stopped);

let database: TestDatabase;
let api: StandIn;
let app: NestFastifyApplication;
let posting: PostingDeps;
let running: { stop(): Promise<void> };
const renderPoster: RenderPoster = ({ link, size }) => Promise.resolve(Buffer.from(`%PDF ${size} ${link}`));

beforeAll(async () => {
  [database, api] = await Promise.all([openTestDatabase(), openStandIn()]);
  const store = await openEventStore(database.pool, log);
  const channels = new Map([
    ['general', openSlackWebhook({ url: `${api.url}/slack`, timeoutMs: 300 })],
    ['consultants', openTeamsWebhook({ url: `${api.url}/teams`, timeoutMs: 300 })],
  ]);
  const shared = { store, channels, clock, publicUrl: 'https://laurel.test' };
  const ports: AnnouncementPorts = { ...shared, search: store, renderPoster, newId };
  posting = { ...shared, waiting: await openWaitingList(database.pool, 'waiting_post'), gate, log };
  const asker = { id: 'k1', scopes: new Set(scopes), sees: 'everyone' };
  app = await createTestApp({
    imports: [CqrsModule],
    controllers: [AnnouncementsController, PublicAnnouncementsController],
    providers: [{ provide: ANNOUNCEMENT_PORTS, useValue: ports }, AnnouncementHandler],
    authenticate: () => Promise.resolve(asker),
  });
  await app.init();
  running = await startPosting(posting);
});
afterAll(async () => {
  await running.stop();
  await app.close();
  await Promise.all([database.drop(), api.close()]);
});
beforeEach(() => {
  api.asked.length = 0;
  api.replies = { '/slack': { status: 200 }, '/teams': { status: 202 } };
});

const call = async (method: 'GET' | 'POST', path = '', payload?: object) => {
  const headers = { authorization: 'Bearer k' };
  const url = `/v1/announcements${path}`;
  const reply = await app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
  return { status: reply.statusCode, body: reply.json() };
};
const open = (path: string, agent = 'Mozilla/5.0 (X11)', method: 'GET' | 'HEAD' = 'GET') =>
  app.inject({ method, url: `/announcements/${path}`, headers: { 'user-agent': agent } });

const contentOf = (title: string) => ({
  ...{ title, summary: 'From <today> & on.', paragraphs: ['It is "voluntary".'], language: 'en' },
  action: { label: 'See what it takes', url: 'https://intranet.example/c?x=1' },
});
const publish = (id: string, channels: string[] = [], title = `About ${id}`) =>
  call('POST', '', { id, content: contentOf(title), channels });

/** Reads it until its posts stand so. */
const until = async (id: string, outcomes: Record<string, string>): Promise<AnnouncementView> => {
  for (;;) {
    const { body } = await call('GET', `/${id}`);
    const found = Object.fromEntries(
      body.posts.map((one: { channel: string; outcome: string }) => [one.channel, one.outcome]),
    );
    if (JSON.stringify(found) === JSON.stringify(outcomes)) return body;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

it('tells every chat channel once, each with its own link', async () => {
  const { status, body } = await publish('both', ['general', 'consultants']);
  expect([status, body.version, body.state]).toEqual([201, 1, 'published']);
  await until('both', { general: 'taken', consultants: 'taken' });
  expect(api.asked.map(({ path }) => path)).toEqual(['/slack', '/teams']);
  expect(api.asked[0]?.body).toContain('https://laurel.test/announcements/both/go/general');
  expect(api.asked[1]?.body).toContain('https://laurel.test/announcements/both/go/consultants');
  expect(await publish('both', ['general', 'consultants'])).toMatchObject({ status: 201, body: { version: 1 } });
  expect(await publish('both', [], 'Another')).toMatchObject({ status: 409, body: { code: 'announcement.exists' } });
});

it('refuses a channel that is not set up, and an address that nobody opens', async () => {
  const nowhere = await publish('x', ['general', 'everybody']);
  expect(nowhere).toMatchObject({ status: 400, body: { errors: [{ path: 'channels.1' }] } });
  expect(nowhere.body.detail).toContain('there are general, consultants');
  const content = { ...contentOf('x'), action: { label: 'Go', url: 'javascript:alert(1)' } };
  expect((await call('POST', '', { id: 'x', content })).body.errors[0].path).toBe('content.action.url');
  expect((await call('GET', '/x')).status).toBe(404);
});

const later = (time: Date): Date => new Date(time.getTime() + 900_000);

/** The list of what waits follows its event a moment later. */
const putOffUntil = async (time: Date, rows = 1): Promise<void> => {
  const asked = 'select from waiting_post where until = $1';
  while ((await database.pool.query(asked, [time])).rowCount !== rows) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

it('waits as long as a channel asks, and posts then', async () => {
  api.replies = { '/slack': { status: 429, headers: { 'retry-after': '120' } } };
  await publish('later', ['general']);
  const view = await until('later', { general: 'put-off' });
  expect(view.posts).toEqual([{ channel: 'general', outcome: 'put-off', attempts: 1, why: 'slack webhook 429' }]);
  const far = new Date(now.getTime() + 120_000);
  await putOffUntil(far);
  api.replies = { '/slack': { status: 200 } };
  await postDue(posting);
  expect(api.asked).toHaveLength(1);
  now = far;
  await postDue(posting);
  await until('later', { general: 'taken' });
  expect(api.asked).toHaveLength(2);
});

it('never posts again by itself what may stand there; somebody who looked may', async () => {
  api.replies = { '/slack': 'hang', '/teams': { status: 404 } };
  await publish('open', ['general', 'consultants']);
  const view = await until('open', { general: 'unknown', consultants: 'refused' });
  expect(view.posts.map(({ why }) => why)).toEqual([
    'attempt 1 got no answer: it may stand in the channel',
    'teams webhook 404',
  ]);
  expect(api.asked.filter(({ path }) => path === '/slack')).toHaveLength(1);
  api.replies = { '/slack': { status: 200 } };
  expect((await call('POST', '/open/post-again', { channel: 'general' })).status).toBe(200);
  await until('open', { general: 'taken', consultants: 'refused' });
  expect((await call('POST', '/open/post-again', { channel: 'nowhere' })).status).toBe(409);
});

it('corrects and takes back wherever it was told', async () => {
  await publish('changed', ['general']);
  await until('changed', { general: 'taken' });
  const content = contentOf('Changed');
  await call('POST', '/changed/correct', { content, what: 'It is July.' });
  await until('changed', { general: 'taken' });
  while (api.asked.length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(api.asked[1]?.body).toContain('Corrected: Changed');
  expect((await open('changed')).body).toContain('It is July.');
  await call('POST', '/changed/withdraw', { why: 'Too early.' });
  while (api.asked.length < 3) await new Promise((resolve) => setTimeout(resolve, 20));
  const view = await until('changed', { general: 'taken' });
  expect(view.history.map(({ what, by }) => [what, by])).toEqual([
    ['withdrawn: Too early.', 'k1'],
    ['corrected: It is July.', 'k1'],
    ['published', 'k1'],
  ]);
  const page = await open('changed');
  expect([page.statusCode, page.body]).toEqual([410, expect.stringContaining('Too early.')]);
  expect((await open('changed/poster.pdf')).statusCode).toBe(410);
  expect((await open('changed/go/general')).headers['location']).toBe('https://laurel.test/announcements/changed');
  expect((await open('feed.json')).json().items.map((one: { title: string }) => one.title)).not.toContain('Changed');
});

it('has a page that says it all, escaped, and runs nothing', async () => {
  await publish('paged', [], 'Tom & <Ann>');
  const { statusCode, body, headers } = await open('paged');
  expect(statusCode).toBe(200);
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(body).toContain('<h1>Tom &amp; &lt;Ann&gt;</h1>');
  expect(body).toContain('<p>From &lt;today&gt; &amp; on.</p>');
  expect(body).toContain('href="https://laurel.test/announcements/paged/go/page"');
  expect(body).not.toContain('<script');
  expect((await open('none')).statusCode).toBe(404);
});

it('is in both feeds, newest first', async () => {
  await publish('older');
  await publish('newer');
  const json = (await open('feed.json')).json();
  expect(json.version).toBe('https://jsonfeed.org/version/1.1');
  expect(json.items.slice(0, 2).map((one: { id: string }) => one.id)).toEqual([
    'https://laurel.test/announcements/newer',
    'https://laurel.test/announcements/older',
  ]);
  expect(json.items[0].content_html).toContain('/announcements/newer/go/feed');
  const atom = await open('feed.atom');
  expect(atom.headers['content-type']).toBe('application/atom+xml; charset=utf-8');
  expect(atom.body).toContain('<id>https://laurel.test/announcements/newer</id>');
  expect(atom.body).toContain('&lt;p&gt;From &amp;lt;today&amp;gt; &amp;amp; on.&lt;/p&gt;');
});

it('leads on, tells the action which channel it was, and counts people apart from programs', async () => {
  await publish('followed', ['general']);
  const poster = await open('followed/go/poster');
  expect([poster.statusCode, poster.headers['location']]).toEqual([
    302,
    'https://intranet.example/c?x=1&utm_source=laurel&utm_medium=poster&utm_campaign=followed&utm_content=followed',
  ]);
  await open('followed/go/general');
  await open('followed/go/general', 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)');
  await open('followed/go/general', 'Mozilla/5.0 (X11)', 'HEAD');
  expect((await open('followed/go/elsewhere')).statusCode).toBe(404);
  expect((await open('none/go/page')).statusCode).toBe(404);
  expect((await call('GET', '/followed')).body.followed).toEqual([
    { channel: 'general', people: 1, programs: 2 },
    { channel: 'poster', people: 1, programs: 0 },
  ]);
});

it('is a poster whose link is that of the poster', async () => {
  await publish('hung');
  const a3 = await open('hung/poster.pdf?size=A3');
  expect([a3.headers['content-type'], a3.body]).toEqual([
    'application/pdf',
    '%PDF A3 https://laurel.test/announcements/hung/go/poster',
  ]);
  expect((await open('hung/poster.pdf')).body).toContain('%PDF A4');
  expect((await open('hung/poster.pdf?size=A5')).statusCode).toBe(400);
});

it('keeps words for later, and publishes them as they are then', async () => {
  const draft = (title: string) =>
    app.inject({
      method: 'PUT',
      url: '/v1/announcements/soon/draft',
      headers: { authorization: 'Bearer k' },
      payload: contentOf(title),
    });
  expect((await call('POST', '', { id: 'soon', channels: [] })).status).toBe(404);
  expect((await draft('First')).statusCode).toBe(200);
  await draft('Second');
  expect((await call('GET', '')).body.drafts).toEqual(['soon']);
  expect((await open('soon')).statusCode).toBe(404);
  expect((await call('GET', '/soon/draft')).body.content.title).toBe('Second');
  expect((await call('POST', '', { id: 'soon', channels: [] })).body).toMatchObject({ title: 'Second', version: 1 });
  expect((await call('GET', '')).body.drafts).toEqual([]);
  expect((await draft('Third')).statusCode).toBe(409);
});

it('posts nothing while sending is stopped, and everything once when that is over', async () => {
  const over = later(now);
  stopped = { is: 'wait', until: over, why: 'all sending was stopped: a wrong link' };
  await publish('held', ['general', 'consultants']);
  await putOffUntil(over, 2);
  now = over;
  stopped = { ...stopped, until: later(now) };
  await postDue(posting);
  expect(api.asked).toEqual([]);
  expect((await open('held')).statusCode).toBe(200); // a page is looked at, not sent
  stopped = { is: 'go' };
  now = later(now);
  await Promise.all([postDue(posting), postDue(posting), postDue(posting)]);
  await until('held', { general: 'taken', consultants: 'taken' });
  expect(api.asked).toHaveLength(2);
});

it('is told once by several processes that look at the same time', async () => {
  api.replies = { '/slack': { status: 429, headers: { 'retry-after': '60' } } };
  await publish('crowd', ['general']);
  await until('crowd', { general: 'put-off' });
  const then = new Date(now.getTime() + 60_000);
  await putOffUntil(then);
  api.replies = { '/slack': { status: 200 } };
  now = then;
  await Promise.all(Array.from({ length: 5 }, () => postDue(posting)));
  await until('crowd', { general: 'taken' });
  const posts = (await posting.store.read('publication-crowd')).map(({ type }) => type.slice(15)).slice(1);
  expect(posts).toEqual(['PostAttempted', 'PostPutOff', 'PostAttempted', 'PostTaken']);
});

describe('a campaign that comes to an announcement', () => {
  const cause = { causation: 'test', correlation: 'test' };
  const due = {
    ...{ announcement: 'spring/tell/2', campaign: 'spring', step: 'tell', wave: 2 },
    ...{ template: 'spring-words', channels: ['page', 'general'] },
  };
  const notMade = async () => (await call('GET')).body.notMade.map(({ id, why }: Record<string, string>) => [id, why]);

  it('says once what it could not make', async () => {
    await publishDue(posting, due, cause);
    await publishDue(posting, due, cause);
    await publishDue(posting, { ...due, wave: 3, notAfter: '2026-03-01T00:00:00Z' }, cause);
    await publishDue(posting, { ...due, wave: 4, channels: ['Everybody!'] }, cause);
    expect(await notMade()).toEqual([
      ['spring_tell_4', 'no chat channel can be called Everybody!'],
      ['spring_tell_3', 'its campaign is over'],
      ['spring_tell_2', 'nothing is drafted under spring-words'],
    ]);
  });

  it('publishes the words that are drafted, once, to its channels', async () => {
    const headers = { authorization: 'Bearer k' };
    await app.inject({
      method: 'PUT',
      url: '/v1/announcements/spring-words/draft',
      headers,
      payload: contentOf('Spring'),
    });
    await publishDue(posting, due, cause);
    await publishDue(posting, due, cause);
    const view = await until('spring_tell_2', { general: 'taken' });
    expect([view.version, view.title, view.content.campaign]).toEqual([1, 'Spring', 'spring']);
    expect(api.asked).toHaveLength(1);
    expect((await open('spring_tell_2/go/general')).headers['location']).toContain('utm_campaign=spring&');
    expect((await notMade()).map(([id]: string[]) => id)).toEqual(['spring_tell_4', 'spring_tell_3']);
  });

  it('makes nothing while sending is stopped, and then only what its campaign still wants', async () => {
    const over = later(now);
    stopped = { is: 'wait', until: over, why: 'all sending was stopped: a wrong link' };
    await comeTo(7);
    await comeTo(8);
    await putOffUntil(over, 2);
    await postDue(posting);
    expect((await open('spring_tell_7')).statusCode).toBe(404);
    now = over;
    stopped = { is: 'go' };
    await database.pool.query(`update waiting_post set until = $1 where firing like '%/8%'`, [later(now)]);
    await postDue(posting);
    await until('spring_tell_7', { general: 'taken' });
    now = later(now);
    stopped = { is: 'pointless', why: 'the campaign was cancelled: a wrong link' };
    await postDue(posting);
    expect((await notMade())[0]).toEqual(['spring_tell_8', 'the campaign was cancelled: a wrong link']);
    stopped = { is: 'go' };
  });

  it('gives each step of each campaign an address of its own', async () => {
    await publishDue(posting, { ...due, campaign: 'autumn', step: 'tell-us', wave: 0 }, cause);
    await publishDue(posting, { ...due, campaign: 'autumn-tell', step: 'us', wave: 0 }, cause);
    const made = (await call('GET')).body.announcements.map((one: { id: string }) => one.id);
    expect(made.slice(0, 2)).toEqual(['autumn-tell_us', 'autumn_tell-us']);
  });

  /** As engagement decides it. */
  const comeTo = async (wave: number): Promise<void> => {
    const announcement = `spring/tell/${wave}`;
    const because = [{ text: 'the campaign came to tell', facts: [] }];
    const told = AnnouncementDue.of({ ...due, announcement, wave, campaignVersion: 1, because });
    await posting.store.append(`announcement-${announcement}`, 0, [told], cause);
  };
});

it('lists them all with the channels that there are', async () => {
  const { body } = await call('GET');
  expect(body.channels).toEqual(['general', 'consultants']);
  expect(body.announcements.map((one: { id: string }) => one.id)).toEqual([
    ...[
      'autumn-tell_us',
      'autumn_tell-us',
      'spring_tell_7',
      'spring_tell_2',
      'crowd',
      'held',
      'soon',
      'hung',
      'followed',
      'newer',
      'older',
      'paged',
      'changed',
      'open',
      'later',
      'both',
    ],
  ]);
});
