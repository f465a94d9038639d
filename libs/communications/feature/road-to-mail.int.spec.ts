import {
  type AnyLearningEvent,
  communicationsEvents,
  DeliveryUnknown,
  type EngagementGate,
  type LedgerLine,
  MessageDeferred,
  MessageRejected,
  MessageSent,
  MessageSuppressed,
  SendPostponed,
} from '@laurel/contracts';
import { type SendMail } from '@laurel/communications-domain';
import { openLinkHits, openWaitingList } from '@laurel/communications-postgres';
import { bind, neverStarted, ruleDecider } from '@laurel/engagement-domain';
import { type EngagementDeps, ruleGate, startEngagement } from '@laurel/engagement-feature';
import { openDueLooks } from '@laurel/engagement-postgres';
import { openEventStore } from '@laurel/event-store-postgres';
import { encodeFacts, factOf, migrateReadModels } from '@laurel/insights-read-model';
import { run } from '@laurel/kernel';
import { openSmtpMailer } from '@laurel/mail-smtp';
import { openTemplateEngine } from '@laurel/mail-templates';
import { openPeople, type PostgresPeople } from '@laurel/people-postgres';
import { createLogger, createMetrics } from '@laurel/platform';
import {
  noTeams,
  Fault,
  criteriaReadersOf,
  openTestDatabase,
  openTestWarehouse,
  type TestDatabase,
  type TestWarehouse,
  everyMeans,
} from '@laurel/testing';
import { type AddressInfo } from 'node:net';
import { Registry } from 'prom-client';
import { SMTPServer } from 'smtp-server';
import { readLedger } from '../../engagement/feature/ledger.query.ts';
import { openCategories } from './category-book.ts';
import { type DeliveryDeps } from './delivery.deps.ts';
import { composeWith } from './templates/compose-message.ts';
import { openTemplateCatalog, shipTemplates } from './templates/template-catalog.ts';
import { wakeDue } from './on-message-put-off.reactor.ts';
import { startDelivery } from './start-delivery.ts';

const DAY_MS = 86_400_000;
const log = createLogger('silent');
const cause = { causation: 'test', correlation: 'test' };
const byDay = '2026-03-02T12:00:00Z';

let now = new Date(byDay);
const clock = { now: () => now };

const fault = new Fault();

/** Why all sending is stopped; undefined: it is not. */
let stoppedFor: string | undefined;

/** A real mail server: to whom it delivered, and what it answers to the next mail. */
const delivered: string[] = [];
const refusals: number[] = [];
const mailServer = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData: (stream, { envelope }, done) => {
    stream.resume().on('end', () => {
      const refusal = refusals.shift();
      if (refusal) return done(Object.assign(new Error('no'), { responseCode: refusal }));
      delivered.push(...envelope.rcptTo.map(({ address }) => address));
      done();
    });
  },
});

let database: TestDatabase;
let analytics: TestWarehouse;
let people: PostgresPeople;
let engagement: EngagementDeps;
let delivery: DeliveryDeps;
let running: { stop(): Promise<void> }[] = [];

beforeAll(async () => {
  [database, analytics] = await Promise.all([openTestDatabase(), openTestWarehouse()]);
  await migrateReadModels(analytics.warehouse);
  await new Promise<void>((resolve) => mailServer.listen(0, '127.0.0.1', resolve));
  const { port } = mailServer.server.address() as AddressInfo;
  people = await openPeople(database.url);
  const real = await openEventStore(database.pool, log);
  const store = fault.aroundAppends(real);
  const send: SendMail = openSmtpMailer(`smtp://127.0.0.1:${port}`, { from: 'Laurel <laurel@example.test>' }).send;
  const readers = criteriaReadersOf(analytics.warehouse);
  const dueLooks = await openDueLooks(database.pool);
  const findTemplate = () => Promise.resolve(undefined); // nothing is switched over HTTP here
  engagement = {
    store,
    search: store,
    ...readers,
    findTemplate,
    means: everyMeans,
    dueLooks,
    clock,
    log,
    sweepSeconds: 0.1,
  };
  delivery = {
    ...{ store, search: store, clock, log, recipients: people, send: fault.around(send) },
    ...{ waiting: await openWaitingList(database.pool), hits: await openLinkHits(database.pool) },
    ...{ messengers: new Map(), facts: { append: () => Promise.resolve() } },
    ...{ categories: openCategories(real), holidaysOf: () => () => undefined, digestOf: (address) => `of-${address}` },
    ...{ gate: unlessStopped(ruleGate(engagement)), sign: () => 'signed', channelOpens: () => Promise.resolve() },
    manners: { quietHours: { from: 20, to: 8 }, workingDays: undefined, cap: { messages: 4, days: 7 } },
    compose: composeWith(openTemplateCatalog(real), openTemplateEngine()),
    teams: noTeams,
    writeReport: () => Promise.reject(new Error('no report falls due here')),
    writeCertificateNotice: () => Promise.reject(new Error('no certificate is here')),
    ...{ metrics: createMetrics(new Registry()), publicUrl: 'http://localhost:7300' },
  };
  await shipTemplates(real);
  await run(real, ruleDecider, {
    stream: 'rule-never-started',
    command: { type: 'Configure', rule: 'never-started', mode: 'live' },
    cause,
  });
  running = [await startEngagement(engagement), await startDelivery(delivery)];
});
afterAll(async () => {
  await Promise.all(running.map((one) => one.stop()));
  await people.close();
  await new Promise<void>((resolve) => mailServer.close(() => resolve()));
  await Promise.all([database.drop(), analytics.drop()]);
});

const unlessStopped =
  (rules: EngagementGate): EngagementGate =>
  (occasion) =>
    stoppedFor === undefined
      ? rules(occasion)
      : Promise.resolve({ is: 'wait', until: new Date(now.getTime() + 900_000), why: stoppedFor });

let told = 0;
/** Facts of a course, each of so many days ago, known at once. */
const tell = (course: string, ...facts: readonly [daysAgo: number, learner: string, type: string][]) =>
  analytics.warehouse.insert(
    'facts',
    'RowBinary',
    encodeFacts(
      facts.map(([daysAgo, learner, type]) => {
        const event = { type, version: 1, data: { course } } as AnyLearningEvent;
        const occurredAt = new Date(now.getTime() - daysAgo * DAY_MS);
        return factOf(
          { source: 'lms', id: `e${told++}`, subject: learner, occurredAt, event },
          { topic: 't', partition: 0, offset: BigInt(told), appendedAt: occurredAt },
        );
      }),
    ),
  );

/** People of a course: one to be reminded, one nobody can reach, one who started, one who just came. */
const aCourse = async (course: string) => {
  await people.keep([
    { learner: `ann@${course}`, name: 'Ann', email: `ann@${course}.test`, timeZone: 'Europe/Vienna' },
  ]);
  await tell(
    course,
    [20, `ann@${course}`, 'learning.Enrolled'],
    [20, `bob@${course}`, 'learning.Enrolled'],
    [20, `cid@${course}`, 'learning.Enrolled'],
    [18, `cid@${course}`, 'learning.CourseStarted'],
    [2, `dan@${course}`, 'learning.Enrolled'],
  );
};

const ledger = async (course: string): Promise<readonly LedgerLine[]> => {
  const asked = { rule: 'never-started', course, limit: 100 };
  return (await readLedger(engagement, bind(neverStarted, {}), asked)).lines;
};
const outcomes = async (course: string) =>
  Object.fromEntries((await ledger(course)).map((one) => [one.learner.slice(0, 3), one.outcome]));

const TYPES = communicationsEvents.map(({ type }) => type);

/** Resolves when one of these was decided last about ann, and bob was decided about. */
const until = async (course: string, ...wanted: readonly { type: string }[]): Promise<void> => {
  const types = wanted.map(({ type }) => type);
  for (;;) {
    const [ann] = await engagement.search.find({ types: TYPES, about: { course, learner: `ann@${course}` }, limit: 1 });
    const [bob] = await engagement.search.find({ types: TYPES, about: { course, learner: `bob@${course}` }, limit: 1 });
    if (ann && bob && types.includes(ann.type)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
/** An event stands in the store a moment before its append answers; the reactor has finished only then. */
const reacted = async (subscription: string): Promise<void> => {
  while ((await delivery.store.lag(subscription)) > 0) await new Promise((resolve) => setTimeout(resolve, 20));
};
const mailsTo = (course: string) => delivered.filter((address) => address === `ann@${course}.test`).length;
const ends = [MessageSent, DeliveryUnknown, MessageRejected];

/** Effects on the road of this course: six appends and one send, each with a point before and one after. */
const POINTS = 14;

it('writes once to who never started, and says why to everybody else', async () => {
  fault.arm(-1);
  await aCourse('plain');
  await until('plain', ...ends);
  await reacted('on-message-requested');
  expect(fault.points).toBe(POINTS);
  expect(mailsTo('plain')).toBe(1);
  const lines = await ledger('plain');
  expect(lines.map(({ learner, outcome, why }) => [learner.slice(0, 3), outcome, why[0]])).toEqual([
    ['ann', 'sent', 'still enrolled'],
    ['bob', 'suppressed', 'no address is known for this learner'],
    ['cid', 'not-matched', 'started on 2026-02-12'],
    ['dan', 'not-matched', 'enrolled on 2026-02-28 (2 days ago, limit 14 days)'],
  ]);
});

it.each(Array.from({ length: POINTS }, (_, n) => n))(
  'survives a crash at point %i of the road: one mail at most',
  async (point) => {
    const course = `crash-${point}`;
    fault.arm(point);
    await aCourse(course);
    await until(course, ...ends);
    const { ann, ...others } = await outcomes(course);
    expect(others).toEqual({ bob: 'suppressed', cid: 'not-matched', dan: 'not-matched' });
    expect(mailsTo(course)).toBeLessThanOrEqual(1);
    if (ann === 'sent') expect(mailsTo(course)).toBe(1);
    expect(fault.left).toBeLessThan(0); // it did crash
  },
);

it('defers in the night, and sends when it is over', async () => {
  fault.arm(-1);
  now = new Date('2026-03-02T22:00:00Z');
  await aCourse('night');
  await until('night', MessageDeferred);
  await waitingFor('night');
  await wakeDue(delivery);
  expect((await outcomes('night'))['ann']).toBe('deferred');
  now = new Date('2026-03-03T07:00:00Z');
  await wakeDue(delivery);
  await until('night', MessageSent);
  expect(mailsTo('night')).toBe(1);
});

it('sends nothing to who started while the message waited, and says so', async () => {
  fault.arm(-1);
  now = new Date('2027-01-11T22:00:00Z'); // later than the clock of the database: no firing is fresh
  await aCourse('woke-up');
  await until('woke-up', MessageDeferred);
  await waitingFor('woke-up');
  await tell('woke-up', [0, 'ann@woke-up', 'learning.CourseStarted']);
  now = new Date('2027-01-12T07:00:00Z');
  await wakeDue(delivery);
  await until('woke-up', MessageSuppressed);
  expect(mailsTo('woke-up')).toBe(0);
  const [ann] = await ledger('woke-up');
  expect(ann?.why[0]).toBe('no longer true: started on 2027-01-11');
});

it('tries again when the server asks to, and takes its no for an answer', async () => {
  now = new Date(byDay);
  refusals.push(451, 550);
  await aCourse('later');
  await until('later', SendPostponed);
  await waitingFor('later');
  now = new Date(now.getTime() + 60_000);
  await wakeDue(delivery);
  await until('later', MessageRejected);
  expect(mailsTo('later')).toBe(0);
  const [ann] = await ledger('later');
  expect(ann?.why[0]).toBe('smtp 550');
});

it('lets a stop of a day leave one line in history, and sends when it is over', async () => {
  fault.arm(-1);
  now = new Date('2027-03-01T09:00:00Z');
  stoppedFor = 'a wrong link';
  await aCourse('stopped');
  await until('stopped', MessageDeferred);
  await waitingFor('stopped');
  for (let asked = 0; asked < 30; asked++) {
    now = new Date(now.getTime() + 900_000);
    await wakeDue(delivery);
  }
  const about = { course: 'stopped', learner: 'ann@stopped' };
  expect(await engagement.search.find({ types: TYPES, about, limit: 99 })).toHaveLength(1);
  stoppedFor = undefined;
  now = new Date(now.getTime() + 900_000);
  await wakeDue(delivery);
  await until('stopped', MessageSent);
  expect(mailsTo('stopped')).toBe(1);
});

/** The list of what waits follows its event a moment later. */
const waitingFor = async (course: string): Promise<void> => {
  const far = new Date(now.getTime() + 2 * DAY_MS);
  const asked = 'select from waiting_message where until <= $1 and position($2 in firing) > 0';
  while ((await database.pool.query(asked, [far, course])).rowCount === 0) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
