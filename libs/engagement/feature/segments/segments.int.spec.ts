import { scopes, segmentView } from '@laurel/contracts';
import { criteriaReader } from '@laurel/criteria-read-model';
import { openEventStore } from '@laurel/event-store-postgres';
import { criteriaFacts, migrateReadModels } from '@laurel/insights-read-model';
import { createLogger } from '@laurel/platform';
import {
  createTestApp,
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
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { EngagementModule, segmentBook } from '../index.ts';

const now = new Date('2026-03-02T12:00:00Z');
const log = createLogger('silent');
const asker = { id: 'k1', scopes: new Set(scopes), sees: 'everyone' as const };
const FUNNEL = '019a0000-0000-7000-8000-000000000001';

let database: TestDatabase;
let analytics: TestWarehouse;
let app: NestFastifyApplication;

const person = (learner: string, role: string, told = '2026-01-01'): FactWords => ({
  ...{ type: 'learning.PersonDescribed', at: '2026-01-01', told, learner, data: { attributes: { role } } },
});
const enrolled = (learner: string, at: string): FactWords => ({
  ...{ type: 'learning.Enrolled', at, learner, data: { course: 'consulting', run: 'spring' } },
});
/** Three engineers, of whom one never enrolled; a seller; and an engineer of whom Laurel heard late. */
const told: readonly FactWords[] = [
  ...[person('ann', 'engineer'), person('bob', 'engineer'), person('cem', 'engineer'), person('dua', 'seller')],
  person('eve', 'engineer', '2026-02-20'),
  ...[enrolled('ann', '2026-01-10'), enrolled('bob', '2026-02-25'), enrolled('dua', '2026-01-10')],
  { type: 'learning.CourseStarted', at: '2026-01-11', learner: 'dua', data: { course: 'consulting', run: 'spring' } },
];

beforeAll(async () => {
  [database, analytics] = await Promise.all([openTestDatabase(), openTestWarehouse()]);
  await migrateReadModels(analytics.warehouse);
  await insertFacts(analytics.warehouse, factsOf(told));
  const store = await openEventStore(database.pool, log);
  const people = {
    segment: segmentBook(store),
    behindFigure: () => Promise.resolve(['ann', 'cem']),
  };
  const funnel = { steps: [{ event: 'learning.Enrolled' }, { event: 'learning.CourseStarted' }] };
  const ports = {
    ...{ store, search: store, clock: { now: () => now } },
    ...criteriaReadersOf(analytics.warehouse),
    criteria: criteriaReader(analytics.warehouse, criteriaFacts, people),
    findTemplate: () => Promise.resolve(undefined),
    means: everyMeans,
    savedFunnel: (id: string) => Promise.resolve(id === FUNNEL ? funnel : undefined),
  };
  app = await createTestApp({
    imports: [EngagementModule.register(ports)],
    authenticate: () => Promise.resolve(asker),
  });
  await app.init();
});
afterAll(async () => {
  await app.close();
  await Promise.all([database.drop(), analytics.drop()]);
});

const ask = async (method: 'GET' | 'PUT' | 'POST', url: string, payload?: object) => {
  const headers = { authorization: 'Bearer key' };
  const answer = await app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
  return { status: answer.statusCode, body: answer.json() };
};
const withRole = (role: string) => ({ is: 'attribute', name: 'role', test: { op: 'eq', value: role } });
const people = (criterion: object) => ({ about: 'learner', criterion });
const save = (id: string, population: object, more: object = {}) =>
  ask('POST', '/v1/segments', { id, title: `The ${id}`, population, ...more });
const membersOf = async (id: string, query = ''): Promise<readonly string[]> => {
  const { body } = await ask('GET', `/v1/segments/${id}/members${query}`);
  return body.members.map(({ learner }: { learner: string }) => learner);
};

it('saves a question about people as a sentence, and finds who never enrolled', async () => {
  const { status, body } = await save('engineers', people(withRole('engineer')));
  expect([status, segmentView.parse(body)]).toMatchObject([
    201,
    { version: 1, keeps: 'live', asOf: null, sentence: 'Everybody who has role “engineer”.', by: 'k1' },
  ]);
  expect(await membersOf('engineers')).toEqual(['ann', 'bob', 'cem', 'eve']);
  expect((await ask('GET', '/v1/segments/engineers/size')).body).toMatchObject({ enrolments: null, learners: 4 });
});

it('answers as known at an earlier time, and page by page', async () => {
  expect(await membersOf('engineers', '?at=2026-02-01T00:00:00Z')).toEqual(['ann', 'bob', 'cem']);
  const first = await ask('GET', '/v1/segments/engineers/members?limit=3');
  const second = await ask(
    'GET',
    `/v1/segments/engineers/members?limit=3&after=${encodeURIComponent(first.body.next)}`,
  );
  expect([first.body.members.length, second.body.members, second.body.next]).toEqual([
    3,
    [{ learner: 'eve', enrolment: null }],
    null,
  ]);
});

it('keeps the people of a fixed segment as of its date, whatever is told later', async () => {
  await save('old-hands', people(withRole('engineer')), { keeps: 'fixed', asOf: '2026-02-01T00:00:00Z' });
  expect(await membersOf('old-hands')).toEqual(['ann', 'bob', 'cem']);
  await insertFacts(analytics.warehouse, factsOf([{ ...person('flo', 'engineer', '2026-01-20'), id: 'flo-late' }]));
  expect(await membersOf('old-hands')).toEqual(['ann', 'bob', 'cem']);
  expect(await membersOf('engineers')).toContain('flo');
  const future = await save('soon', people(withRole('engineer')), { keeps: 'fixed', asOf: '2027-01-01T00:00:00Z' });
  expect(future).toMatchObject({ status: 400, body: { errors: [{ path: 'asOf' }] } });
});

it('builds a segment on another at its version of now', async () => {
  const idle = {
    is: 'has',
    course: 'consulting',
    meets: { is: 'notPerformed', events: [{ event: 'learning.CourseStarted' }], called: 'start' },
  };
  const both = { is: 'and', all: [{ is: 'segment', segment: 'engineers' }, idle] };
  const { body } = await save('waiting', people(both));
  expect(body.population.criterion.all[0]).toEqual({ is: 'segment', segment: 'engineers', version: 1 });
  expect(await membersOf('waiting')).toEqual(['ann', 'bob']);
  await ask('PUT', '/v1/segments/engineers', { title: 'Sellers now', population: people(withRole('seller')) });
  expect(await membersOf('engineers')).toEqual(['dua']);
  expect(await membersOf('engineers', '?version=1')).toContain('ann');
  expect(await membersOf('waiting')).toEqual(['ann', 'bob']);
  const fixed = await save('old-waiting', people({ is: 'and', all: [{ is: 'segment', segment: 'old-hands' }, idle] }));
  expect([fixed.status, await membersOf('old-waiting')]).toEqual([201, ['ann', 'bob']]);
});

it('says why somebody belongs to it, or why not, with the facts', async () => {
  const { body: ann } = await ask('GET', '/v1/segments/waiting/members/ann');
  expect(ann.belongs).toBe(true);
  expect(ann.because).toEqual([
    { text: 'in the segment The waiting', facts: [] },
    { text: 'in the segment The engineers', facts: [] },
    { text: 'role is engineer', facts: [{ source: 'lms', id: 'f0' }] },
    { text: 'no start', facts: [] },
  ]);
  const { body: cem } = await ask('GET', '/v1/segments/waiting/members/cem');
  expect([cem.belongs, cem.because[1].text, cem.otherwise]).toEqual([
    false,
    'no enrolment in consulting',
    ['enrolling in consulting'],
  ]);
  expect((await ask('GET', '/v1/segments/waiting/members/nobody')).body).toMatchObject({ belongs: false });
});

it('keeps who is behind a bar of a saved funnel', async () => {
  const bar = { is: 'funnel', people: { saved: FUNNEL, step: 1, place: 'dropped' } };
  const { status, body } = await save('left-behind', people(bar));
  expect([status, body.population.criterion.people]).toMatchObject([
    201,
    { step: 1, place: 'dropped', unit: 'learner' },
  ]);
  expect(body.sentence).toBe(
    'Everybody who did not go on in time from step 1 (learning.Enrolled) of a funnel of 2 steps.',
  );
  expect(await membersOf('left-behind')).toEqual(['ann', 'cem']);
});

it('tells its history, and ends with an archive that leaves its versions', async () => {
  await ask('POST', '/v1/segments/engineers/archive');
  const { body } = await ask('GET', '/v1/segments/engineers/history');
  expect(body.decisions.map(({ what, version }: { what: string; version: number }) => [what, version])).toEqual([
    ['archived', null],
    ['defined', 2],
    ['defined', 1],
  ]);
  const { body: list } = await ask('GET', '/v1/segments');
  expect(list.segments.map(({ id }: { id: string }) => id)).not.toContain('engineers');
  expect(await membersOf('waiting')).toEqual(['ann', 'bob']);
  const change = await ask('PUT', '/v1/segments/engineers', { title: 'x', population: people(withRole('x')) });
  expect(change).toMatchObject({ status: 409, body: { code: 'segment.archived' } });
});

const started = (where: object) => ({
  ...{ is: 'performed', called: 'start', events: [{ event: 'learning.CourseStarted', where: [where] }] },
});

it.each([
  [
    'an unknown event',
    { is: 'performed', called: 'x', events: [{ event: 'learning.Danced' }] },
    'population.criterion.events.0.event',
  ],
  [
    'an unknown field',
    started({ field: 'couse', test: { op: 'eq', value: 'c' } }),
    'population.criterion.events.0.where.0.field',
  ],
  ['an unknown segment', { is: 'not', the: { is: 'segment', segment: 'nobody' } }, 'population.criterion.the.segment'],
  ['a version that is not', { is: 'segment', segment: 'waiting', version: 9 }, 'population.criterion.segment'],
  ['itself', { is: 'segment', segment: 'waiting' }, 'population.criterion.segment'],
  [
    'an unknown funnel',
    { is: 'funnel', people: { saved: '019a0000-0000-7000-8000-000000000009', step: 1, place: 'open' } },
    'population.criterion.people.saved',
  ],
  [
    'a step that is not',
    { is: 'funnel', people: { saved: FUNNEL, step: 7, place: 'open' } },
    'population.criterion.people.step',
  ],
  ['a state of nobody', { is: 'state', state: 'current' }, 'population.criterion.is'],
])('refuses %s, and names the place', async (_, criterion, path) => {
  const title = 'Wrong';
  const answer = await ask('PUT', '/v1/segments/waiting', { title, population: people(criterion) });
  expect(answer.status).toBe(400);
  expect(answer.body.errors[0]?.path).toBe(path);
});

it('refuses one id twice, and knows none that was not saved', async () => {
  expect(await save('waiting', people(withRole('x')))).toMatchObject({ status: 409, body: { code: 'segment.exists' } });
  expect(await ask('GET', '/v1/segments/none/size')).toMatchObject({ status: 404, body: { code: 'segment.missing' } });
});
