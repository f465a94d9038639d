import { campaignView, dryRunAnswer, personLedger, scopes } from '@laurel/contracts';
import { personAttribute } from '@laurel/criteria-read-model';
import { openJourneyList } from '@laurel/engagement-postgres';
import { openEventStore } from '@laurel/event-store-postgres';
import { countedFacts, migrateReadModels } from '@laurel/insights-read-model';
import { AccessGuard, AUTHENTICATOR, createLogger, LOGGER, ProblemFilter } from '@laurel/platform';
import {
  criteriaReadersOf,
  factsOf,
  type FactWords,
  insertFacts,
  openTestDatabase,
  openTestWarehouse,
  type TestDatabase,
  type TestWarehouse,
  everyMeans,
} from '@laurel/testing';
import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type CampaignDeps, CampaignsModule, criteriaAudience, runCampaigns } from '../index.ts';

const log = createLogger('silent');
let now = new Date('2026-03-02T12:00:00Z');
let database: TestDatabase;
let analytics: TestWarehouse;
let app: NestFastifyApplication;
let deps: CampaignDeps;

const person = (learner: string, role: string): FactWords => ({
  ...{ type: 'learning.PersonDescribed', id: `p-${learner}`, at: '2026-01-01', learner },
  data: { attributes: { role, team: `team-${learner}` } },
});
const enrolled = (learner: string, at: string): FactWords => ({
  ...{ type: 'learning.Enrolled', id: `e-${learner}`, at, learner, data: { course: 'consulting', run: 'spring' } },
});
const told = [
  ...['ann', 'bob', 'cem', 'dua', 'eve'].map((learner) => person(learner, 'engineer')),
  ...[person('fay', 'seller'), enrolled('bob', '2026-02-01'), enrolled('cem', '2026-03-05')],
];

beforeEach(async () => {
  now = new Date('2026-03-02T12:00:00Z');
  [database, analytics] = await Promise.all([openTestDatabase(), openTestWarehouse()]);
  await migrateReadModels(analytics.warehouse);
  await insertFacts(analytics.warehouse, factsOf(told));
  const store = await openEventStore(database.pool, log);
  const { criteria } = criteriaReadersOf(analytics.warehouse);
  deps = {
    ...{ store, search: store, log, everySeconds: 60, clock: { now: () => now } },
    journeys: await openJourneyList(database.pool),
    audience: criteriaAudience(criteria, personAttribute(analytics.warehouse, { countedFacts })),
    reach: () => Promise.resolve(new Map([['ann', 'no-address' as const]])),
    means: {
      ...everyMeans,
      whyNotBy: (channel) => (channel === 'slack' ? 'the channel slack is not set up: set SLACK_BOT_TOKEN' : undefined),
      whyNotIn: (channel) => (channel === 'page' ? undefined : `no chat channel is called ${channel}`),
    },
    findTemplate: (template) =>
      Promise.resolve(
        template === 'none'
          ? undefined
          : {
              ...{ template, version: 1, isArchived: template === 'old' },
              ...{ required: template === 'needy' ? ['place'] : [], variables: ['seats', 'place'] },
            },
      ),
  };
  class Root {}
  Module({
    imports: [CampaignsModule.register(deps)],
    providers: [
      { provide: LOGGER, useValue: log },
      { provide: AUTHENTICATOR, useValue: authenticator },
      { provide: APP_GUARD, useClass: AccessGuard },
      { provide: APP_FILTER, useClass: ProblemFilter },
    ],
  })(Root);
  app = await NestFactory.create<NestFastifyApplication>(Root, new FastifyAdapter(), { logger: false });
  await app.init();
});
afterEach(async () => {
  await app.close();
  await Promise.all([database.drop(), analytics.drop()]);
});

/** Every key is its own person. */
const authenticator = {
  authenticate: (key: string) => Promise.resolve({ id: key, scopes: new Set(scopes), sees: 'everyone' as const }),
};

const call = async (method: 'GET' | 'POST' | 'PUT', url: string, payload?: object, key = 'ann-key') => {
  const headers = { authorization: `Bearer ${key}` };
  const answer = await app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
  return { status: answer.statusCode, body: answer.body, json: (): unknown => JSON.parse(answer.body) };
};

const has = { is: 'has', course: 'consulting' };
const definition = {
  title: 'The consulting certificate',
  goal: { meets: { about: 'learner', criterion: has }, within: { days: 30 } },
  audience: {
    about: 'learner',
    criterion: { is: 'attribute', name: 'role', test: { op: 'eq', value: 'engineer' } },
  },
  steps: [
    { id: 'invite', do: 'message', template: 'invitation' },
    { id: 'answer', do: 'waitUntil', meets: { about: 'learner', criterion: has }, atMost: { days: 7 } },
    { id: 'remind', do: 'message', template: 'invitation' },
  ],
  window: { from: '2026-03-03T08:00:00Z', to: '2026-04-03T08:00:00Z' },
  category: 'campaign',
};

const launched = async (): Promise<void> => {
  expect((await call('POST', '/v1/campaigns', { id: 'certificate', definition })).status).toBe(201);
  for (const [act, key] of [
    ['estimate', 'ann-key'],
    ['submit', 'ann-key'],
    ['approve', 'bob-key'],
    ['launch', 'ann-key'],
  ] as const)
    expect((await call('POST', `/v1/campaigns/certificate/${act}`, { version: 1 }, key)).status).toBe(200);
};

it('counts what each exclusion takes away', async () => {
  await call('POST', '/v1/campaigns', { id: 'certificate', definition });
  const { estimate } = campaignView.parse(
    (await call('POST', '/v1/campaigns/certificate/estimate', { version: 1 })).json(),
  );
  expect(estimate).toMatchObject({
    ...{ audience: 5, excluded: { goalReached: 1, inAnotherCampaign: 0, heldOut: 0 }, entering: 4, reachable: 3 },
    ...{ unreachable: { noAddress: 1, suppressed: 0, optedOut: 0, capped: 0 }, messages: { least: 8, most: 8 } },
  });
});

it('says in sentences what it does', async () => {
  const { inWords } = campaignView.parse(
    (await call('POST', '/v1/campaigns', { id: 'certificate', definition })).json(),
  );
  expect(inWords).toMatchObject({
    ...{ audience: 'Everybody who has role “engineer”.' },
    ...{ goal: 'Everybody who has an enrolment in consulting, within 30 days of entering.' },
  });
});

it('is approved with another key than the one that submitted it', async () => {
  await call('POST', '/v1/campaigns', { id: 'certificate', definition });
  await call('POST', '/v1/campaigns/certificate/estimate', { version: 1 });
  await call('POST', '/v1/campaigns/certificate/submit', { version: 1 });
  const answer = await call('POST', '/v1/campaigns/certificate/approve', { version: 1 });
  expect([answer.status, answer.json()]).toMatchObject([409, { code: 'campaign.second-person' }]);
});

const WRONG: readonly [string, Record<string, unknown>, string][] = [
  [
    'a window in the past',
    { window: { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' } },
    'definition.window.to',
  ],
  [
    'a template that is not there',
    { steps: [{ id: 'x', do: 'message', template: 'none' }] },
    'definition.steps.0.template',
  ],
  [
    'a variable that the template has not',
    { steps: [{ id: 'x', do: 'message', template: 'invitation', values: { rooms: 1 } }] },
    'definition.steps.0.template',
  ],
  [
    'a version that the template has not',
    { steps: [{ id: 'x', do: 'message', template: 'invitation', templateVersion: 2 }] },
    'definition.steps.0.templateVersion',
  ],
  [
    'a channel that is not set up',
    { steps: [{ id: 'x', do: 'message', template: 'invitation', channel: 'slack' }] },
    'definition.steps.0.channel',
  ],
  [
    'a chat channel that nobody set up',
    { steps: [{ id: 'x', do: 'announce', template: 'words', channels: ['page', 'everybody'] }] },
    'definition.steps.0.channels.1',
  ],
  ['a category that nobody described', { category: 'campain' }, 'definition.category'],
  ['a field that it has not', { colour: 'red' }, 'definition.colour'],
  [
    'a segment that is not there',
    { audience: { about: 'learner', criterion: { is: 'segment', segment: 'nobody' } } },
    'definition.audience.criterion.segment',
  ],
];

it('refuses what is wrong when it is saved, naming the place', async () => {
  for (const [what, changes, path] of WRONG) {
    const answer = await call('POST', '/v1/campaigns', { id: 'x', definition: { ...definition, ...changes } });
    expect([what, answer.status, answer.json()]).toMatchObject([what, 400, { errors: [{ path }] }]);
  }
});

it('refuses a correction that could not be written, naming the place', async () => {
  await call('POST', '/v1/campaigns', { id: 'certificate', definition });
  for (const [written, reason] of [
    [{ template: 'none' }, 'no template is called none'],
    [{ template: 'invitation', values: { rooms: 1 } }, 'the template invitation has no variable rooms'],
    [{ template: 'needy' }, 'the template needy needs a value for place'],
    [{ template: 'old' }, 'the template old is archived'],
  ] as const) {
    const order = { correction: 'link', why: 'a wrong link', step: 'invite', ...written };
    const answer = await call('POST', '/v1/campaigns/certificate/corrections', order);
    expect([answer.status, answer.json()]).toMatchObject([400, { errors: [{ path: 'template', reason }] }]);
  }
});

it('explains in sentences why each message came or did not, by facts that there are', async () => {
  await launched();
  now = new Date('2026-03-03T08:00:00Z');
  await runCampaigns(deps);
  now = new Date('2026-03-05T08:00:00Z');
  await deps.journeys.wake(['cem'], now);
  await runCampaigns(deps);
  now = new Date('2026-03-10T08:00:00Z');
  await runCampaigns(deps);
  const ledgerOf = async (learner: string) =>
    personLedger.parse((await call('GET', `/v1/learners/${learner}/ledger`)).json()).lines.toReversed();
  expect((await ledgerOf('bob')).map(({ outcome, decidedBy }) => [outcome, decidedBy])).toEqual([
    ['not-entered', 'goal-reached'],
  ]);
  const cem = await ledgerOf('cem');
  expect(cem.map(({ outcome }) => outcome)).toEqual(['entered', 'due', 'waiting', 'goal-reached']);
  expect(cem[1]?.later.goalReached).not.toBeNull();
  const dua = await ledgerOf('dua');
  expect(dua.map(({ outcome }) => outcome)).toEqual(['entered', 'due', 'waiting', 'branched', 'due', 'ended']);
  expect(dua[1]?.sentence).toMatch(
    /the message "invitation" fell due \(campaign certificate, version 1, step invite\), because: /,
  );
  const known = await analytics.warehouse.rows<{ source: string; id: string }>('select source, id from facts', {});
  const ids = new Set(known.map(({ source, id }) => `${source} ${id}`));
  const named = [...cem, ...dua, ...(await ledgerOf('bob'))].flatMap(({ facts }) => facts);
  expect(named.length).toBeGreaterThan(4);
  expect(named.filter(({ source, id }) => !ids.has(`${source} ${id}`))).toEqual([]);
  const csv = await call('GET', '/v1/campaigns/certificate/ledger');
  expect(csv.status).toBe(200);
});

it('plays the whole campaign and says what it will then have said, without sending anything', async () => {
  await launched();
  const order = { asOf: '2026-03-03T08:00:00Z', until: '2026-03-11T00:00:00Z' };
  now = new Date('2026-03-12T00:00:00Z');
  const before = await deps.store.read('journey-certificate-dua');
  const played = dryRunAnswer.parse((await call('POST', '/v1/campaigns/certificate/dry-run', order)).json());
  expect(played.outcomes).toEqual({
    'not-entered': 1,
    entered: 4,
    due: 7,
    waiting: 4,
    branched: 3,
    ended: 3,
    'goal-reached': 1,
  });
  expect([before, await deps.store.read('journey-certificate-dua')]).toEqual([[], []]);
  for (const day of ['03', '04', '05', '06', '10']) {
    now = new Date(`2026-03-${day}T08:00:00Z`);
    await deps.journeys.wakeAll('certificate', now);
    await runCampaigns(deps);
  }
  const really = (await call('GET', '/v1/campaigns/certificate/ledger')).json() as { lines: typeof played.lines };
  const of = ({ learner, outcome, step, why, facts }: (typeof played.lines)[number]) => ({
    learner,
    outcome,
    step,
    why,
    facts,
  });
  expect(played.lines.map(of)).toEqual(really.lines.map(of));
});

it('plays on while people may still come in, also when nobody is inside', async () => {
  const late = { is: 'attribute', name: 'role', test: { op: 'eq', value: 'newcomer' } };
  const steps = [{ id: 'invite', do: 'message', template: 'invitation' }];
  const open = {
    ...definition,
    audience: { about: 'learner', criterion: late },
    steps,
    entry: { when: 'while-running' },
  };
  await call('POST', '/v1/campaigns', { id: 'newcomers', definition: open });
  const came = { ...person('gil', 'newcomer'), id: 'gil', at: '2026-03-04' };
  await insertFacts(analytics.warehouse, factsOf([came]));
  now = new Date('2026-03-12T00:00:00Z');
  const order = { asOf: '2026-03-03T08:00:00Z', until: '2026-03-04T12:00:00Z' };
  const played = dryRunAnswer.parse((await call('POST', '/v1/campaigns/newcomers/dry-run', order)).json());
  expect(played.lines.map(({ learner, outcome, at }) => [learner, outcome, at.slice(0, 10)])).toEqual([
    ['gil', 'entered', '2026-03-04'],
    ['gil', 'due', '2026-03-04'],
    ['gil', 'ended', '2026-03-04'],
  ]);
});

it('stops everything at once, and lifts it', async () => {
  expect((await call('POST', '/v1/sending/stop', { why: 'a wrong link' })).json()).toMatchObject({ stopped: true });
  expect((await call('GET', '/v1/sending')).json()).toMatchObject({ why: 'a wrong link', by: 'ann-key' });
  expect((await call('POST', '/v1/sending/allow', {})).json()).toMatchObject({ stopped: false });
});

it('shows which campaigns meet the same people at the same time', async () => {
  await call('POST', '/v1/campaigns', { id: 'certificate', definition });
  await call('POST', '/v1/campaigns', { id: 'another', definition });
  const later = { from: '2026-05-01T00:00:00Z', to: '2026-06-01T00:00:00Z' };
  await call('POST', '/v1/campaigns', { id: 'later', definition: { ...definition, window: later } });
  const calendar = (await call('GET', '/v1/campaign-calendar')).json() as { collisions: { campaigns: string[] }[] };
  expect(calendar.collisions).toMatchObject([{ people: 5, ...definition.window }].map(({ people }) => ({ people })));
  expect(calendar.collisions[0]?.campaigns.toSorted()).toEqual(['another', 'certificate']);
});
