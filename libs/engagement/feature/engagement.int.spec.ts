import {
  type AnyLearningEvent,
  firingList,
  ledgerAnswer,
  MessageRequested,
  MessageSent,
  ruleHistory,
  ruleList,
  ruleTestAnswer,
  ruleView,
  scopes,
} from '@laurel/contracts';
import { openDueLooks } from '@laurel/engagement-postgres';
import { openEventStore } from '@laurel/event-store-postgres';
import { encodeFacts, factOf, migrateReadModels } from '@laurel/insights-read-model';
import { createLogger } from '@laurel/platform';
import {
  createTestApp,
  criteriaReadersOf,
  openTestDatabase,
  openTestWarehouse,
  type TestDatabase,
  type TestWarehouse,
  everyMeans,
} from '@laurel/testing';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type EngagementDeps, EngagementModule, sweep } from './index.ts';

const DAY_MS = 86_400_000;
const now = new Date('2026-03-02T12:00:00Z');
const log = createLogger('silent');
const asker = { id: 'k1', scopes: new Set(scopes), sees: 'everyone' as const };

let database: TestDatabase;
let analytics: TestWarehouse;
let deps: EngagementDeps;
let app: NestFastifyApplication;

beforeAll(async () => {
  [database, analytics] = await Promise.all([openTestDatabase(), openTestWarehouse()]);
  await migrateReadModels(analytics.warehouse);
  const store = await openEventStore(database.pool, log);
  const readers = criteriaReadersOf(analytics.warehouse);
  const dueLooks = await openDueLooks(database.pool);
  deps = {
    store,
    search: store,
    ...readers,
    dueLooks,
    clock: { now: () => now },
    log,
    sweepSeconds: 60,
    means: everyMeans,
    findTemplate: (template) =>
      Promise.resolve(
        template === 'none'
          ? undefined
          : {
              template,
              version: 1,
              isArchived: template === 'old',
              required: template === 'bare' ? ['date'] : [],
              variables: [],
            },
      ),
  };
  await tell();

  app = await createTestApp({
    imports: [EngagementModule.register(deps)],
    authenticate: () => Promise.resolve(asker),
  });
  await app.init();
});
afterAll(async () => {
  await app.close();
  await Promise.all([database.drop(), analytics.drop()]);
});

/** Ten people of a course: the even ones never started. One more, of long ago, who did not either. */
const tell = () => {
  const facts: readonly (readonly [daysAgo: number, learner: string, type: string, data?: object])[] = [
    [50, 'course:consulting', 'learning.CourseDescribed', { title: 'Consulting for engineers' }],
    [200, 'p-old', 'learning.Enrolled'],
    ...Array.from({ length: 10 }, (_, n) => [20, `p-${n}`, 'learning.Enrolled'] as const),
    ...[1, 3, 5, 7, 9].map((n) => [19, `p-${n}`, 'learning.ContentViewed', { content: 'intro' }] as const),
  ];
  return analytics.warehouse.insert(
    'facts',
    'RowBinary',
    encodeFacts(
      facts.map(([daysAgo, subject, type, data], n) => {
        const event = { type, version: 1, data: { course: 'consulting', ...data } } as AnyLearningEvent;
        const occurredAt = new Date(now.getTime() - daysAgo * DAY_MS);
        const place = { topic: 't', partition: 0, offset: BigInt(n), appendedAt: occurredAt };
        return factOf({ source: 'lms', id: `e${n}`, subject, occurredAt, event }, place);
      }),
    ),
  );
};

const ask = async (method: 'GET' | 'PUT' | 'POST', url: string, payload?: object) => {
  const headers = { authorization: 'Bearer key' };
  const answer = await app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
  return { status: answer.statusCode, body: answer.json() };
};
const firings = async (query = '') => firingList.parse((await ask('GET', `/v1/firings${query}`)).body);

it('ships its rules switched off: a sweep writes to nobody', async () => {
  const { rules } = ruleList.parse((await ask('GET', '/v1/rules')).body);
  expect(rules.map(({ id }) => id)).toContain('never-started');
  expect(rules.every(({ mode, origin }) => mode === 'off' && origin === 'shipped')).toBe(true);
  await sweep(deps);
  expect(await firings()).toEqual({ firings: [], next: null });
});

it('tells who would match, with reasons, and keeps nothing of it', async () => {
  const { body } = await ask('POST', '/v1/rules/never-started/test', { limit: 2 });
  const answer = ruleTestAnswer.parse(body);
  expect([answer.matches, answer.learners.map(({ learner }) => learner)]).toEqual([5, ['p-0', 'p-2']]);
  expect(answer.learners[0]?.because.map(({ text }) => text)).toContain(
    'enrolled on 2026-02-10 (20 days ago, limit 14 days)',
  );
  const tried = await ask('POST', '/v1/rules/never-started/test', { parameters: { occasionNotOlderThan: 400 } });
  expect(tried.body.matches).toBe(6);
  const before = await ask('POST', '/v1/rules/never-started/test', { at: '2026-02-12T00:00:00Z' });
  expect(before.body.matches).toBe(0);
  expect((await firings()).firings).toEqual([]);
});

it('refuses what makes no sense, and says which', async () => {
  expect(await ask('GET', '/v1/rules/none')).toMatchObject({ status: 404, body: { code: 'rule.missing' } });
  expect(await ask('GET', '/v1/ledger?rule=none&course=c')).toMatchObject({ status: 404 });
  expect(await ask('GET', '/v1/ledger?rule=never-started')).toMatchObject({ status: 400 });
  for (const parameters of [{ days: 0 }, { days: 'x' }, { dais: 3 }, { course: '' }]) {
    expect(await ask('PUT', '/v1/rules/never-started', { parameters })).toMatchObject({
      status: 400,
      body: { code: 'rule.parameter', errors: [expect.anything()] },
    });
  }
  expect(await ask('PUT', '/v1/rules/never-started', { mode: 'on' })).toMatchObject({ status: 400 });
});

const ownRule = {
  id: 'enrolled-long-ago',
  title: 'Enrolled long ago',
  sentence: 'Enrolled more than {days} days ago.',
  parameters: [{ name: 'days', label: 'Days', kind: 'days', default: 100 }],
  criteria: { is: 'elapsed', since: 'enrolled', atLeast: { parameter: 'days' } },
  action: { type: 'SendMessage', template: 'never-started', category: 'learning-reminder' },
};

it('takes rules of users as data, in versions, and refuses a wrong one with the place', async () => {
  const wrong = { ...ownRule, criteria: { is: 'elapsed', since: 'breakfast', atLeast: { parameter: 'days' } } };
  expect(await ask('POST', '/v1/rules', wrong)).toMatchObject({
    status: 400,
    body: { code: 'rule.definition', errors: [{ path: 'criteria.since' }] },
  });
  for (const template of ['none', 'old', 'bare']) {
    const unwritten = { ...ownRule, action: { ...ownRule.action, template } };
    expect(await ask('POST', '/v1/rules', unwritten)).toMatchObject({
      status: 400,
      body: { code: 'rule.template', errors: [{ path: 'action.template' }] },
    });
  }
  const lost = { ...ownRule, action: { ...ownRule.action, category: 'learning-remainder' } };
  expect(await ask('POST', '/v1/rules', lost)).toMatchObject({
    status: 400,
    body: { code: 'rule.category', errors: [{ path: 'action.category' }] },
  });
  const ofSegment = { is: 'learner', meets: { is: 'segment', segment: 'nobody' } };
  const unknown = { ...ownRule, parameters: [], sentence: 'x', criteria: ofSegment };
  expect(await ask('POST', '/v1/rules', unknown)).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'criteria.meets.segment' }] },
  });
  const event = { event: 'learning.Enrolled', where: [{ field: 'couse', test: { op: 'eq', value: 'c' } }] };
  const misspelt = { ...unknown, criteria: { is: 'performed', called: 'enrolled', events: [event] } };
  expect(await ask('POST', '/v1/rules', misspelt)).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'criteria.events.0.where.0.field' }] },
  });
  const made = await ask('POST', '/v1/rules', ownRule);
  expect(made).toMatchObject({ status: 201, body: { version: 1, mode: 'off', origin: 'defined' } });
  expect((await ask('POST', '/v1/rules', { ...ownRule, title: 'Other' })).body.code).toBe('rule.exists');
  expect((await ask('POST', '/v1/rules', { ...ownRule, id: 'never-started' })).body.code).toBe('rule.shipped');
  expect((await ask('PUT', '/v1/rules/none/definition', ownRule)).status).toBe(404);
  const other = await ask('PUT', `/v1/rules/${ownRule.id}/definition`, { ...ownRule, id: 'x' });
  expect(other).toMatchObject({ status: 400, body: { errors: [{ path: 'id' }] } });
  const changed = await ask('PUT', `/v1/rules/${ownRule.id}/definition`, { ...ownRule, title: 'Old hands' });
  expect(changed.body).toMatchObject({ version: 2, title: 'Old hands' });
});

it('fires in shadow into the history only, and each version anew', async () => {
  await ask('PUT', `/v1/rules/${ownRule.id}`, { mode: 'shadow' });
  await Promise.all([sweep(deps), sweep(deps)]);
  const shadowed = await firings('?mode=shadow');
  expect(
    shadowed.firings.map(({ learner, mode, outcome, ruleVersion }) => [learner, mode, outcome, ruleVersion]),
  ).toEqual([['p-old', 'shadow', 'shadow', 2]]);
  await ask('PUT', `/v1/rules/${ownRule.id}/definition`, { ...ownRule, title: 'Veterans' });
  await sweep(deps); // a new version is off
  expect((await firings('?mode=shadow')).firings).toHaveLength(1);
  await ask('PUT', `/v1/rules/${ownRule.id}`, { mode: 'shadow' });
  await sweep(deps);
  expect((await firings('?mode=shadow')).firings.map(({ ruleVersion }) => ruleVersion)).toEqual([3, 2]);
  const ledger = await ask('GET', `/v1/ledger?rule=${ownRule.id}&course=consulting`);
  expect(ledgerAnswer.parse(ledger.body).lines.at(-1)).toMatchObject({ learner: 'p-old', outcome: 'matched' });
});

it('archives a rule, and keeps what was decided about it and by it', async () => {
  const archived = await ask('POST', `/v1/rules/${ownRule.id}/archive`);
  expect(archived.body).toMatchObject({ archived: true, mode: 'off' });
  const listed = ruleList.parse((await ask('GET', '/v1/rules')).body).rules.map(({ id }) => id);
  expect(listed).not.toContain(ownRule.id);
  const all = ruleList.parse((await ask('GET', '/v1/rules?archived=true')).body).rules.map(({ id }) => id);
  expect(all).toContain(ownRule.id);
  const { decisions } = ruleHistory.parse((await ask('GET', `/v1/rules/${ownRule.id}/history`)).body);
  expect(decisions.map(({ what, version, mode, by }) => [what, version, mode, by])).toEqual([
    ['archived', null, 'off', 'k1'],
    ['configured', null, 'shadow', 'k1'],
    ['defined', 3, 'off', 'k1'],
    ['configured', null, 'shadow', 'k1'],
    ['defined', 2, 'off', 'k1'],
    ['defined', 1, 'off', 'k1'],
  ]);
  expect((await ask('PUT', `/v1/rules/${ownRule.id}`, { mode: 'live' })).body.code).toBe('rule.archived');
  expect((await ask('POST', '/v1/rules/never-started/archive')).body.code).toBe('rule.shipped');
});

it('is switched on and set by an installation, and fires once for each', async () => {
  const { body } = await ask('PUT', '/v1/rules/never-started', { mode: 'live', parameters: { course: 'consulting' } });
  const rule = ruleView.parse(body);
  expect([rule.mode, rule.sentence.includes('course: consulting')]).toEqual(['live', true]);
  await Promise.all([sweep(deps), sweep(deps)]);
  await sweep(deps);
  const { firings: all } = await firings('?rule=never-started');
  expect(all.map(({ learner }) => learner).sort()).toEqual(['p-0', 'p-2', 'p-4', 'p-6', 'p-8']);
  expect(all.every(({ outcome }) => outcome === 'fired')).toBe(true);
  const { body: tried } = await ask('POST', '/v1/rules/never-started/test', {});
  expect(tried.learners.every(({ firedBefore }: { firedBefore: boolean }) => firedBefore)).toBe(true);
});

it('lists firings in pages, by what they are about', async () => {
  const first = await firings('?rule=never-started&limit=3');
  const second = await firings(`?rule=never-started&limit=3&before=${first.next}`);
  expect([first.firings.length, second.firings.length, second.next]).toEqual([3, 2, null]);
  expect((await firings('?rule=never-started&learner=p-4')).firings).toHaveLength(1);
  expect((await firings('?course=other')).firings).toEqual([]);
});

it('keeps a line for everybody, in pages, with what became of it', async () => {
  const cause = { causation: 'test', correlation: 'test' };
  const firing = (await firings('?rule=never-started&learner=p-0')).firings[0]!.id;
  const of = {
    message: 'm',
    firing,
    rule: 'never-started',
    learner: 'p-0',
    course: 'consulting',
    run: '',
    registration: '',
  };
  const message = { ...of, channel: 'email' as const, template: 'never-started' };
  await deps.store.append(
    'message-m',
    0,
    [MessageRequested.of({ ...message, category: 'c' }), MessageSent.of(message)],
    cause,
  );

  const page = async (after = '') => {
    const url = `/v1/ledger?rule=never-started&course=consulting&limit=4${after && `&after=${after}`}`;
    return ledgerAnswer.parse((await ask('GET', url)).body);
  };
  const pages = [await page()];
  while (pages.at(-1)?.next) pages.push(await page(pages.at(-1)?.next ?? ''));
  expect(pages).toHaveLength(3);
  const lines = pages.flatMap((one) => one.lines);
  expect(lines.map(({ learner, outcome }) => [learner, outcome])).toEqual([
    ...Array.from({ length: 10 }, (_, n) => [`p-${n}`, n === 0 ? 'sent' : n % 2 === 0 ? 'fired' : 'not-matched']),
    ['p-old', 'not-matched'],
  ]);
  expect(lines[1]?.why).toEqual(['opened content on 2026-02-11']);
  expect(lines[1]?.facts).toEqual([{ source: 'lms', id: expect.anything() }]);
  expect(lines.at(-1)?.why).toEqual(['enrolled on 2025-08-14 (200 days ago, more than 90 days)']);
  expect((await firings('?rule=never-started&learner=p-0')).firings[0]).toMatchObject({
    outcome: 'sent',
    message: 'm',
  });
});
