import {
  communicationsEvents,
  DeliveryUnknown,
  MessageDeferred,
  MessageRejected,
  MessageSent,
  MessageSuppressed,
  newSubscription,
  type ReportDue,
  ReportFellDue,
} from '@laurel/contracts';
import {
  composeWith,
  openCategories,
  openTemplateCatalog,
  shipTemplates,
  startDelivery,
} from '@laurel/communications-feature';
import { openLinkHits, openWaitingList } from '@laurel/communications-postgres';
import { openEventStore } from '@laurel/event-store-postgres';
import { type When } from '@laurel/insights-domain';
import { openInsights, type PostgresInsights } from '@laurel/insights-postgres';
import { migrateReadModels, type Warehouse } from '@laurel/insights-read-model';
import { type EventSearch, type EventStore } from '@laurel/kernel';
import { openSmtpMailer } from '@laurel/mail-smtp';
import { openTemplateEngine } from '@laurel/mail-templates';
import { openPeople, type PostgresPeople } from '@laurel/people-postgres';
import { createLogger, createMetrics } from '@laurel/platform';
import { renderReport } from '@laurel/report-pdf';
import {
  Fault,
  factsOf,
  insertFacts,
  openTestDatabase,
  openTestWarehouse,
  noTeams,
  type TestDatabase,
  type TestWarehouse,
} from '@laurel/testing';
import { type ParsedMail, simpleParser } from 'mailparser';
import { randomUUID } from 'node:crypto';
import { type AddressInfo } from 'node:net';
import { Registry } from 'prom-client';
import { SMTPServer } from 'smtp-server';
import { wakeDue } from '../../../communications/feature/on-message-put-off.reactor.ts';
import { answeringOf } from '../questions.ts';
import { reportWriter } from '../report/write-report.ts';
import { type LookingDeps, lookAtSubscriptions } from './look-at-subscriptions.ts';
import { readReports } from './reports.query.ts';

const log = createLogger('silent');
const at = (time: string): Date => new Date(`2026-03-02T${time}Z`); // a Monday
let now = at('06:00:00');
const clock = { now: () => now };

const fault = new Fault();

/** A real mail server, and what it got. */
const delivered: ParsedMail[] = [];
const mailServer = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData: (stream, _, done) => {
    simpleParser(stream).then((mail) => {
      delivered.push(mail);
      done();
    }, done);
  },
});

let database: TestDatabase;
let analytics: TestWarehouse;
let insights: PostgresInsights;
let people: PostgresPeople;
let store: EventStore & EventSearch;
let looking: LookingDeps;
let delivery: { stop(): Promise<void> };
let wake: () => Promise<void>;

beforeAll(async () => {
  [database, analytics] = await Promise.all([openTestDatabase(), openTestWarehouse()]);
  await migrateReadModels(analytics.warehouse);
  await insertFacts(
    analytics.warehouse,
    factsOf([
      { type: 'learning.Enrolled', at: '2026-01-01', data: { course: 'ünder=cover' }, learner: 'l1' },
      { type: 'learning.Enrolled', at: '2026-01-02', data: { course: 'ünder=cover' }, learner: 'l2' },
      {
        type: 'learning.CourseCompleted',
        at: '2026-01-09',
        data: { course: 'ünder=cover', result: 'pass' },
        learner: 'l1',
      },
    ]),
  );
  await new Promise<void>((resolve) => mailServer.listen(0, '127.0.0.1', resolve));
  const { port } = mailServer.server.address() as AddressInfo;
  [insights, people] = await Promise.all([openInsights(database.url), openPeople(database.url)]);
  const real = await openEventStore(database.pool, log);
  store = fault.aroundAppends(real);
  const { savedQuestions, subscriptions } = insights;
  const lookAgain = fault.around((...args: Parameters<typeof subscriptions.lookAgain>) =>
    subscriptions.lookAgain(...args),
  );
  const kept = { ...subscriptions, lookAgain };
  const warehouse: Warehouse = analytics.warehouse;
  const metrics = createMetrics(new Registry());
  looking = {
    ...{ savedQuestions, subscriptions: kept, store, search: store, warehouse, questions: answeringOf },
    ...{ clock, log, metrics, questionLimits: { seconds: 60, memoryBytes: 2 ** 31 } },
  };
  const writing = { ...looking, render: renderReport, publicUrl: 'http://localhost:7300' };
  await shipTemplates(store);
  const waiting = await openWaitingList(database.pool);
  const hits = await openLinkHits(database.pool);
  const deps = {
    ...{
      store,
      search: store,
      clock,
      log,
      recipients: people,
      waiting,
      hits,
      messengers: new Map(),
      facts: { append: () => Promise.resolve() },
    },
    send: fault.around(openSmtpMailer(`smtp://127.0.0.1:${port}`, { from: 'Laurel <laurel@example.test>' }).send),
    compose: composeWith(openTemplateCatalog(store), openTemplateEngine()),
    ...{ categories: openCategories(store), holidaysOf: () => () => undefined, digestOf: (one: string) => one },
    ...{ gate: () => Promise.resolve({ is: 'go' } as const), sign: () => 'signed' },
    channelOpens: () => Promise.resolve(),
    manners: { quietHours: { from: 20, to: 7 }, workingDays: undefined, cap: { messages: 4, days: 7 } },
    writeReport: reportWriter(writing),
    teams: noTeams,
    writeCertificateNotice: () => Promise.reject(new Error('no certificate is here')),
    ...{ metrics, publicUrl: writing.publicUrl },
  };
  delivery = await startDelivery(deps);
  wake = () => wakeDue(deps);
});
afterAll(async () => {
  await delivery.stop();
  await Promise.all([people.close(), insights.close()]);
  await new Promise<void>((resolve) => mailServer.close(() => resolve()));
  await Promise.all([database.drop(), analytics.drop()]);
});

const daily = { every: 'day', at: '08:30', timeZone: 'Europe/Vienna' };

/** Somebody with an address of their own, subscribed to a question of their own. */
const aSubscription = async (when: object, more: { timeZone?: string; dueAt?: Date } = {}) => {
  const [id, question] = [randomUUID(), randomUUID()];
  const to = `ann-${id}`;
  const { timeZone = 'Europe/Vienna', dueAt = at('07:30:00') } = more;
  await people.keep([{ learner: to, name: 'Ann', email: `${to}@example.test`, timeZone }]);
  const content = {
    name: 'How is it <going>?',
    question: 'course-overview',
    body: { by: 'course' },
    description: 'Every day.',
  };
  await insights.savedQuestions.save({ id: question, content, at: now, by: 'k1' });
  const told = newSubscription.parse({ savedQuestion: question, to, ...when });
  const made: When = told.schedule
    ? { by: 'schedule', schedule: told.schedule }
    : { by: 'threshold', threshold: told.threshold! };
  await insights.subscriptions.add({
    ...{ id, savedQuestion: question, to, when: made, madeAt: now, madeBy: 'k1', sees: 'everyone' },
    ...{ endedAt: null, dueAt, lastLook: null },
  });
  return { id, to, question };
};

const mailsTo = (to: string) => delivered.filter(({ to: header }) => header && JSON.stringify(header).includes(to));
const ends = [MessageSent, DeliveryUnknown, MessageRejected, MessageSuppressed];
const TYPES = communicationsEvents.map(({ type }) => type);

/** Resolves when one of these was decided last about somebody. */
const until = async (to: string, ...wanted: readonly { type: string }[]): Promise<void> => {
  for (;;) {
    const [last] = await store.find({ types: TYPES, about: { learner: to }, limit: 1 });
    if (last && wanted.some(({ type }) => type === last.type)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

/** An event stands in the store a moment before its append answers; the reactor has finished only then. */
const reacted = async (subscription: string): Promise<void> => {
  while ((await store.lag(subscription)) > 0) await new Promise((resolve) => setTimeout(resolve, 20));
};

/** Looks as the loop does: what failed is looked at again. */
const look = async (): Promise<void> => {
  await lookAtSubscriptions(looking).catch(() => lookAtSubscriptions(looking));
};
const dueOf = async (subscription: string): Promise<readonly ReportDue[]> =>
  (await store.find({ types: [ReportFellDue.type], about: { subscription }, limit: 100 })).map(
    (event) => ReportFellDue.read(event).data,
  );

it('mails the answer as known at the time of the schedule, with a table and a document', async () => {
  fault.arm(-1);
  const { id, to, question } = await aSubscription({ schedule: daily });
  now = at('07:29:59');
  await look();
  expect(await dueOf(id)).toEqual([]);
  now = at('07:31:00');
  await look();
  await until(to, ...ends);
  expect(await dueOf(id)).toEqual([
    {
      ...{
        firing: `report-${id}-2026-03-02T08:30`,
        subscription: id,
        savedQuestion: question,
        version: 1,
        learner: to,
      },
      ...{ asOf: '2026-03-02T07:30:00.000Z', because: 'every day at 08:30 (Europe/Vienna)', passedOver: 0 },
    },
  ]);
  const [mail] = mailsTo(to);
  expect(mail?.subject).toBe('How is it <going>?');
  expect(mail?.text).toContain('Hello Ann,\n\nEvery day.\n\n“How is it <going>?” as known on 2026-03-02 07:30 UTC');
  expect(mail?.text).toContain(`http://localhost:7300/saved-questions/${question}`);
  expect(mail?.html).toContain('How is it &lt;going&gt;?');
  expect(mail?.attachments.map(({ filename, contentType }) => [filename, contentType])).toEqual([
    ['how-is-it-going-2026-03-02.pdf', 'application/pdf'],
    ['how-is-it-going-2026-03-02.csv', 'text/csv'],
  ]);
  const [pdf, csv] = mail!.attachments;
  expect(pdf?.content.subarray(0, 5).toString()).toBe('%PDF-');
  expect(csv?.content.toString()).toMatch(/^course,run,enrolments,.*\r\nünder=cover,,2,2,/);
  expect(await insights.subscriptions.find(id)).toMatchObject({ dueAt: new Date('2026-03-03T07:30:00Z') });
  const { reports } = await readReports(store, id);
  expect(reports).toMatchObject([{ outcome: 'sent', why: null, version: 1, passedOver: 0 }]);
});

/** The report, its timer, request, attempt, send and answer, each with a point before and one after. */
const POINTS = 12;

it('has so many points at which it can die', async () => {
  fault.arm(-1);
  const { to } = await aSubscription({ schedule: daily });
  now = at('07:31:00');
  await look();
  await until(to, ...ends);
  await reacted('on-report-requested');
  expect(fault.points).toBe(POINTS);
});

it.each(Array.from({ length: POINTS }, (_, n) => n))(
  'survives a crash at point %i of the road: one report, one mail at most',
  async (point) => {
    const { id, to } = await aSubscription({ schedule: daily });
    now = at('07:31:00');
    fault.arm(point);
    await look();
    await look(); // whoever came back looks again, and finds nothing new
    await until(to, ...ends);
    expect(fault.left).toBeLessThan(0); // it did crash
    expect(await dueOf(id)).toHaveLength(1);
    const [report, ...others] = (await readReports(store, id)).reports;
    expect(others).toEqual([]);
    expect(['sent', 'unknown']).toContain(report?.outcome);
    expect(mailsTo(to).length).toBeLessThanOrEqual(1);
    if (report?.outcome === 'sent') expect(mailsTo(to)).toHaveLength(1);
  },
);

it('decides each report once when many look at the same time', async () => {
  fault.arm(-1);
  const { id, to } = await aSubscription({ schedule: daily });
  now = at('07:31:00');
  await Promise.all([look(), look(), look()]);
  await until(to, ...ends);
  expect(await dueOf(id)).toHaveLength(1);
  expect(mailsTo(to)).toHaveLength(1);
});

it('sends one report for all that fell due while nobody looked, and says so', async () => {
  fault.arm(-1);
  const { id, to } = await aSubscription({ schedule: daily }, { dueAt: new Date('2026-02-26T07:30:00Z') });
  now = at('11:00:00');
  await look();
  await until(to, ...ends);
  expect(await dueOf(id)).toMatchObject([{ asOf: '2026-03-02T07:30:00.000Z', passedOver: 4 }]);
  expect(mailsTo(to)[0]?.text).toContain('4 reports before this one fell due while Laurel was not running');
});

it('waits in the quiet hours of the person, and then says what was known when it fell due', async () => {
  fault.arm(-1);
  const night = { ...daily, at: '23:00' };
  const { to } = await aSubscription({ schedule: night }, { dueAt: at('22:00:00') });
  now = at('22:01:00');
  await look();
  await until(to, MessageDeferred);
  // Told and known only afterwards: not in the report.
  const late = { type: 'learning.Enrolled', at: '2026-01-03', told: '2026-03-02T23:00:00Z', id: 'late' } as const;
  await insertFacts(analytics.warehouse, factsOf([{ ...late, data: { course: 'ünder=cover' }, learner: 'l3' }]));
  now = new Date('2026-03-03T06:00:00Z');
  while (mailsTo(to).length === 0) {
    await wake();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(mailsTo(to)[0]?.attachments[1]?.content.toString()).toMatch(/\r\nünder=cover,,2,2,/);
});

it('is not sent when the subscription has ended meanwhile', async () => {
  fault.arm(-1);
  const { id, to } = await aSubscription({ schedule: { ...daily, at: '23:00' } }, { dueAt: at('22:00:00') });
  now = at('22:01:00');
  await look();
  await until(to, MessageDeferred);
  await insights.subscriptions.end(id, now);
  now = new Date('2026-03-03T06:00:00Z');
  for (let last = ''; last !== MessageSuppressed.type;) {
    await wake();
    await new Promise((resolve) => setTimeout(resolve, 20));
    last = (await store.find({ types: TYPES, about: { learner: to }, limit: 1 }))[0]?.type ?? '';
  }
  expect((await readReports(store, id)).reports).toMatchObject([
    { outcome: 'suppressed', why: 'the subscription has ended' },
  ]);
  expect(mailsTo(to)).toEqual([]);
});

const lowRate = { figure: 'totals.completionRate', is: 'below', value: 0.9, repeatAfterHours: 6 };

it('tells of a figure beyond its value, again after some hours while it stays, and not in between', async () => {
  fault.arm(-1);
  now = at('08:00:00');
  const { id, to } = await aSubscription({ threshold: lowRate }, { dueAt: now });
  for (const time of ['08:00:00', '08:15:00', '13:59:00', '14:15:00', '14:30:00']) {
    now = at(time);
    await look();
  }
  const alerts = await dueOf(id);
  expect(alerts.map(({ asOf, alert }) => [asOf.slice(11, 16), alert])).toEqual([
    ['14:15', 2],
    ['08:00', 1],
  ]);
  await until(to, ...ends);
  while (mailsTo(to).length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(mailsTo(to)[0]?.subject).toBe('How is it <going>?: totals.completionRate is 0.5, below 0.9');
  // Within six hours of an alert nobody asks: nothing would be told.
  expect(await insights.subscriptions.find(id)).toMatchObject({
    dueAt: at('14:45:00'),
    lastLook: { at: at('14:15:00'), failure: null },
  });
});

it('says nothing of a figure on the good side, and keeps what it saw', async () => {
  fault.arm(-1);
  now = at('08:00:00');
  const { id } = await aSubscription({ threshold: { ...lowRate, value: 0.2 } }, { dueAt: now });
  await look();
  expect(await dueOf(id)).toEqual([]);
  const { lastLook } = (await insights.subscriptions.find(id))!;
  expect(lastLook).toMatchObject({ at: now, failure: null });
  expect(lastLook?.figure).toBeGreaterThan(0.2);
});

it('says at the subscription why a question could not be answered, and holds up no other', async () => {
  fault.arm(-1);
  now = at('09:00:00');
  const broken = await aSubscription({ threshold: lowRate }, { dueAt: now });
  const content = { name: 'x', question: 'course-overview', body: { by: 'planet' }, description: null };
  await insights.savedQuestions.change({ id: broken.question, content, at: now, by: 'k1' }, 1);
  const well = await aSubscription({ threshold: lowRate }, { dueAt: now });
  await look();
  expect(await dueOf(broken.id)).toEqual([]);
  expect((await insights.subscriptions.find(broken.id))?.lastLook?.failure).toContain('body.by');
  expect(await dueOf(well.id)).toHaveLength(1);
});
