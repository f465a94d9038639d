import {
  type GateAnswer,
  ManagerReportFellDue,
  MessageRequested,
  SuggestionTaken,
  type TeamReport,
} from '@laurel/contracts';
import { type LinkMaker, suggestionLink, teamLink } from '@laurel/communications-domain';
import { openEventStore } from '@laurel/event-store-postgres';
import { type EventSearch, type EventStore } from '@laurel/kernel';
import { createLogger } from '@laurel/platform';
import { createTestApp, openTestDatabase, type TestDatabase } from '@laurel/testing';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHmac } from 'node:crypto';
import { messageIdOf } from '../message-id.ts';
import { occasionOf } from '../occasion.ts';
import { takeForms } from '../person/take-forms.ts';
import { TEAM_PORTS, TeamController, type TeamControllerPorts } from './team.controller.ts';
import { writeManagerReport } from './write-manager-report.ts';

const cause = { causation: 'test', correlation: 'test' };
const ASOF = '2026-03-30T06:00:00.000Z';
const maker: LinkMaker = {
  publicUrl: 'https://laurel.example',
  sign: (purpose, text) => createHmac('sha256', 'k').update(`${purpose}\n${text}`).digest('base64url').slice(0, 22),
};
const course = { course: 'consulting', run: '', registration: '', title: 'Consulting <1>' };
const since = '2026-03-12T06:00:00.000Z';
const stuck = { ...course, since, days: 18, where: 'before module 2 of 2: Data', isStarted: true, isNew: true };
const figures = { people: 1, active: 0, learning: 1, stuck: 1, overdue: 0, done: 0, certified: 0 };
const report: TeamReport = {
  ...{ manager: 'bea', asOf: ASOF, since: '2026-03-23T06:00:00.000Z', settings: 0, stuckAfterDays: 14 },
  ...{ totals: figures, before: { ...figures, stuck: 0 }, gotGoing: 0, joined: 0, isEmpty: false },
  people: [
    {
      learner: 'ann',
      isActive: false,
      lastActive: since,
      open: 1,
      stuck: [stuck],
      overdue: [],
      done: [],
      certified: [],
    },
  ],
  teams: [{ manager: 'ann', figures: { ...figures, people: 7 } }],
  suggestions: [{ number: 1, kind: 'help', learner: 'ann', ...course, because: 'no step forward for 18 days' }],
};

let now = new Date('2026-03-30T12:00:00Z');
let holds: GateAnswer = { is: 'go' };
let isWanted = true;
let database: TestDatabase;
let app: NestFastifyApplication;
let store: EventStore & EventSearch;
let ports: TeamControllerPorts;

beforeAll(async () => {
  database = await openTestDatabase();
  store = await openEventStore(database.pool, createLogger('silent'));
  ports = {
    ...{ ...maker, store, search: store, clock: { now: () => now }, newestSettings: () => Promise.resolve(0) },
    teamReports: {
      read: ({ manager }) => Promise.resolve({ report: { ...report, manager }, isWanted }),
      csv: ({ people }, nameOf) => people.map(({ learner }) => `${nameOf(learner)},${learner}\r\n`).join(''),
      stillHolds: () => Promise.resolve(holds),
    },
    namesOf: () => Promise.resolve(new Map([['ann', 'Ann <b>']])),
  };
  app = await createTestApp({
    controllers: [TeamController],
    providers: [{ provide: TEAM_PORTS, useValue: ports }],
    authenticate: () => Promise.resolve({ id: 'key', scopes: new Set(['engage']), sees: 'everyone' }),
  });
  takeForms(app.getHttpAdapter().getInstance());
  await app.init();
});
afterAll(async () => {
  await app.close();
  await database.drop();
});
beforeEach(() => {
  [now, holds, isWanted] = [new Date('2026-03-30T12:00:00Z'), { is: 'go' }, true];
});

/** The report of a manager that fell due and was mailed, and its links. */
const aReport = async (manager: string) => {
  const firing = `manager-report-${manager}-2026-03-30`;
  const message = messageIdOf(firing);
  const due = { firing, learner: manager, week: '2026-03-30', asOf: ASOF, settings: 0, because: 'you manage 1' };
  await store.append(`firing-${firing}`, 0, [ManagerReportFellDue.of(due)], cause);
  const noEnrolment = { course: '', run: '', registration: '' };
  const of = { message, firing, rule: 'manager-report', learner: manager, ...noEnrolment };
  const requested = { ...of, channel: 'email', template: 'manager-report', category: 'manager-report' } as const;
  await store.append(`message-${message}`, 0, [MessageRequested.of(requested)], cause);
  return { due, message, team: teamLink(maker, message), first: suggestionLink(maker, message, 1) };
};
type Method = 'GET' | 'HEAD' | 'POST';
const call = (method: Method, link: string) =>
  app.inject({ method, url: link.replace(maker.publicUrl, ''), headers: { 'user-agent': 'Mimecast' } });
const takenOf = async (manager: string) =>
  (await store.find({ types: [SuggestionTaken.type], about: { manager }, limit: 10 })).map(
    (event) => SuggestionTaken.read(event).data,
  );

it('changes nothing by GET or HEAD, whoever opens every link of a mail', async () => {
  const { team, first } = await aReport('bea');
  for (const link of [team, `${team}/csv`, first]) {
    for (const method of ['GET', 'HEAD'] as const) {
      const answer = await call(method, link);
      expect([link, answer.statusCode, answer.headers['cache-control']]).toEqual([link, 200, 'no-store']);
    }
  }
  expect(await takenOf('bea')).toEqual([]);
  const page = (await call('GET', team)).body;
  expect(page).toContain('Ann &lt;b&gt;');
  expect(page).toContain('Consulting &lt;1&gt;: before module 2 of 2: Data, 18 days, new');
  expect(page).toContain(first);
  expect((await call('GET', `${team}/csv`)).body).toBe('Ann <b>,ann\r\n');
  expect((await call('GET', first)).body).toContain('Offer Ann &lt;b&gt; help?');
});

it('takes a suggestion by one POST, once, and it goes the road of every message', async () => {
  const { first } = await aReport('cid');
  expect((await call('POST', first)).body).toContain('Noted');
  expect((await call('POST', first)).body).toContain('You did that already');
  const [taken, ...more] = await takenOf('cid');
  expect(more).toEqual([]);
  expect(taken).toMatchObject({ manager: 'cid', learner: 'ann', kind: 'help', course: 'consulting', asOf: ASOF });
  const occasion = await occasionOf({ store, search: store }, taken?.firing ?? '');
  expect(occasion).toMatchObject({ template: 'manager-help', category: 'from-manager' });
  expect([occasion.of.learner, occasion.notAfter]).toEqual(['ann', new Date('2026-04-13T06:00:00Z')]);
});

it('takes nothing that is no longer so, and says why', async () => {
  const { first } = await aReport('dee');
  holds = { is: 'pointless', why: 'the person does not report to this manager any more' };
  expect((await call('POST', first)).body).toContain('The person does not report to this manager any more.');
  expect(await takenOf('dee')).toEqual([]);
});

it('is taken over HTTP too, by who may', async () => {
  const post = (number: string) =>
    app.inject({
      ...{ method: 'POST', url: `/v1/teams/eve/report/suggestions/${number}`, payload: { asOf: ASOF } },
      headers: { authorization: 'Bearer key' },
    });
  expect((await post('1')).json()).toMatchObject({ taken: true });
  expect((await post('1')).json()).toMatchObject({
    taken: false,
    why: 'it was taken before, and nothing is sent twice',
  });
  expect((await post('2')).statusCode).toBe(404);
  expect(await takenOf('eve')).toHaveLength(1);
});

it('has links that hold for a time, and only as they were signed', async () => {
  const { team, first } = await aReport('fay');
  now = new Date('2026-04-13T06:00:01Z');
  expect([(await call('GET', first)).statusCode, (await call('POST', first)).statusCode]).toEqual([410, 410]);
  expect((await call('GET', team)).statusCode).toBe(200);
  now = new Date('2026-05-04T06:00:01Z');
  expect((await call('GET', team)).statusCode).toBe(410);
  now = new Date('2026-03-30T12:00:00Z');
  const token = team.split('/').at(-1) ?? '';
  for (const link of [`${maker.publicUrl}/suggestion/${token}`, `${maker.publicUrl}/team/x.y`]) {
    expect((await call('GET', link)).statusCode).toBe(404);
  }
  expect(await takenOf('fay')).toEqual([]);
});

it('is written with names, figures, a table and signed links; an empty week as the settings say', async () => {
  const { due, first, team } = await aReport('gus');
  const written = await writeManagerReport({ ...ports, ...maker }, due);
  expect(written).toMatchObject({
    values: {
      ...{ people: 1, stuck: 1, stuckBefore: 0, changes: ['1 person newly stuck'], donePeople: [] },
      stuckPeople: ['Ann <b>: Consulting <1>, before module 2 of 2: Data (18 days, new)'],
      teams: ['Ann <b>: 7 people, 0 active, 1 stuck, 0 overdue, 0 done, 0 certified'],
      ...{ suggestion1: 'Offer Ann <b> help', because1: 'No step forward for 18 days.', url1: first, teamUrl: team },
    },
    attachments: [{ name: 'team-2026-03-30.csv', type: 'text/csv' }],
  });
  isWanted = false;
  expect(await writeManagerReport({ ...ports, ...maker }, due)).toMatchObject({
    why: expect.stringContaining('empty'),
  });
});
