import { openCertificateList, openCredentialStore, openPathList } from '@laurel/certification-postgres';
import { certificateView, pathView, programmeView, reviewList, type Scope } from '@laurel/contracts';
import { openEventStore } from '@laurel/event-store-postgres';
import { migrateReadModels } from '@laurel/insights-read-model';
import { createLogger } from '@laurel/platform';
import {
  createTestApp,
  criteriaReadersOf,
  factsOf,
  insertFacts,
  openTestDatabase,
  openTestWarehouse,
  type TestDatabase,
  type TestWarehouse,
} from '@laurel/testing';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type CertificationPorts } from './certification.deps.ts';
import { CertificationModule } from './certification.module.ts';
import { onPathDecided } from './certificates/on-path-decided.reactor.ts';

const now = new Date('2026-03-01T12:00:00Z');
let database: TestDatabase;
let analytics: TestWarehouse;
let app: NestFastifyApplication;
let ports: CertificationPorts;

beforeAll(async () => {
  [database, analytics] = await Promise.all([openTestDatabase(), openTestWarehouse()]);
  await migrateReadModels(analytics.warehouse);
  const store = await openEventStore(database.pool, createLogger('silent'));
  ports = {
    ...{ store, search: store, clock: { now: () => now }, ...criteriaReadersOf(analytics.warehouse) },
    certificates: await openCertificateList(database.pool),
    paths: await openPathList(database.pool),
    credentials: await openCredentialStore(database.pool),
  };
  app = await createTestApp({
    imports: [CertificationModule.register(ports)],
    authenticate: (key) =>
      Promise.resolve({
        id: `key-${key}`,
        scopes: new Set<Scope>(key === 'owner' ? ['certify', 'sign-off', 'ask'] : ['sign-off']),
        sees: 'everyone',
      }),
  });
  await app.init();
  const completed = {
    type: 'learning.CourseCompleted',
    learner: 'ann',
    at: '2026-01-10',
    data: { course: 'consulting' },
  } as const;
  await insertFacts(analytics.warehouse, factsOf([completed]));
});
afterAll(async () => {
  await app.close();
  await Promise.all([database.drop(), analytics.drop()]);
});

const definition = {
  ...{ title: 'Certified consultant', description: 'Advises customers.' },
  requires: {
    ...{ is: 'all', inOrder: true },
    of: [
      { is: 'course', id: 'course', title: 'Consulting', course: 'consulting' },
      { is: 'sign-off', id: 'role-play', title: 'the role play', by: ['mia'] },
    ],
  },
  validFor: { months: 12 },
};

const call = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: object, key = 'owner') => {
  const headers = { authorization: `Bearer ${key}` };
  const answer = await app.inject({ method, url, headers, ...(body ? { payload: body } : {}) });
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() };
};

it('a programme is written down, refused where it is wrong, published, and says what it asks', async () => {
  const wrong = { ...definition, requires: { is: 'any', atLeast: 3, of: definition.requires.of } };
  expect(await call('POST', '/v1/programmes', { id: 'consultant', definition: wrong })).toMatchObject({
    ...{ status: 400, body: { detail: 'definition.requires.atLeast: only 2 are there' } },
  });
  const drafted = await call('POST', '/v1/programmes', { id: 'consultant', definition });
  expect([drafted.status, programmeView.parse(drafted.body).criteria]).toEqual([
    ...[201, ['Complete Consulting, then have the role play signed off by a named observer.']],
  ]);
  expect((await call('POST', '/v1/programmes', { id: 'consultant', definition })).status).toBe(409);
  expect((await call('POST', '/v1/programmes/consultant/publish', { version: 7 })).status).toBe(409);
  const published = await call('POST', '/v1/programmes/consultant/publish', { version: 1 });
  expect(programmeView.parse(published.body)).toMatchObject({ is: 'open', published: 1 });
  expect((await call('GET', '/v1/programmes/nothing')).status).toBe(404);
});

it('a look at everybody is ordered, and its progress is shown', async () => {
  const ordered = await call('POST', '/v1/programmes/consultant/reviews', {});
  expect(ordered.status).toBe(202);
  expect(reviewList.parse(ordered.body).reviews).toMatchObject([{ is: 'running', people: 1, looked: 0 }]);
});

it('a path says what is done, left and next before it has begun, and a named person signs off the rest', async () => {
  const path = '/v1/programmes/consultant/paths/ann';
  expect(pathView.parse((await call('GET', path)).body)).toMatchObject({
    ...{
      is: 'not-begun',
      version: null,
      done: ['course'],
      left: ['role-play'],
      next: ['role-play'],
      certificate: null,
    },
    requirements: [
      { phrase: 'complete Consulting', because: { facts: [{ source: 'lms', id: 'f0' }] } },
      { phrase: 'have the role play signed off by a named observer', is: 'open' },
    ],
  });
  const order = { requirement: 'role-play', mentor: 'bob' };
  expect(await call('POST', `${path}/sign-offs`, order, 'mentor')).toMatchObject({
    ...{ status: 409, body: { code: 'path.mentor', detail: 'bob may not sign off the role play: mia may' } },
  });
  expect((await call('POST', `${path}/move`, { version: 1, why: 'x' }, 'mentor')).status).toBe(403);
  const future = { ...order, mentor: 'mia', at: '2026-03-02T00:00:00Z' };
  expect((await call('POST', `${path}/sign-offs`, future)).status).toBe(400);
  const signed = await call('POST', `${path}/sign-offs`, { ...order, mentor: 'mia' });
  expect(pathView.parse(signed.body)).toMatchObject({
    ...{ is: 'complete', left: [], next: [], certificate: { number: 1, expiresAt: '2027-03-01T12:00:00.000Z' } },
    signOffs: [{ signOff: 1, mentor: 'mia' }],
  });
  const all = await call('GET', '/v1/learners/ann/paths');
  expect(all.body).toMatchObject({ paths: [{ programme: 'consultant', is: 'complete' }] });
  const begun = await call('GET', '/v1/programmes/consultant/paths');
  expect(begun.body).toMatchObject({ paths: [{ learner: 'ann', completions: 1, isComplete: true }], next: null });
});

it('a certificate is suspended, reinstated and revoked, each with a reason in its history', async () => {
  const [completed] = await ports.store.read('path-consultant-ann').then((all) => all.slice(-1));
  if (completed) await onPathDecided(ports.store)(completed);
  const list = await call('GET', '/v1/certificates?learner=ann');
  const { certificates } = list.body as { certificates: { certificate: string }[] };
  expect(certificates).toMatchObject([{ status: 'valid', number: 1, signedAt: null }]);
  const url = `/v1/certificates/${certificates[0]?.certificate}`;
  expect((await call('GET', `${url}/credential`)).status).toBe(404);
  expect((await call('POST', `${url}/suspend`, {})).status).toBe(400);
  expect((await call('POST', `${url}/suspend`, { why: 'a complaint' })).body).toMatchObject({ status: 'suspended' });
  expect((await call('POST', `${url}/reinstate`, { why: 'unfounded' })).body).toMatchObject({ status: 'valid' });
  const revoked = certificateView.parse((await call('POST', `${url}/revoke`, { why: 'somebody else took part' })).body);
  expect(revoked).toMatchObject({ status: 'revoked', why: 'somebody else took part' });
  expect(revoked.history.map(({ what, by }) => [what, by])).toEqual([
    ['issued', null],
    ['suspended', 'key-owner'],
    ['reinstated', 'key-owner'],
    ['revoked', 'key-owner'],
  ]);
  expect((await call('POST', `${url}/suspend`, { why: 'again' })).status).toBe(409);
  expect((await call('GET', '/v1/certificates/00000000-0000-4000-8000-000000000000')).status).toBe(404);
});

it('a programme that is deleted is archived, with what was issued, and may be taken out again', async () => {
  const archived = await call('DELETE', '/v1/programmes/consultant', { why: 'replaced' });
  expect(programmeView.parse(archived.body)).toMatchObject({
    ...{ is: 'archived', certificates: { revoked: 1 }, paths: { begun: 1, complete: 1 } },
  });
  expect((await call('PUT', '/v1/programmes/consultant', { definition })).status).toBe(409);
  expect((await call('POST', '/v1/programmes/consultant/reviews', {})).status).toBe(409);
  expect(await call('GET', '/v1/programmes/consultant/paths/bob')).toMatchObject({
    ...{ status: 404, body: { code: 'programme.closed' } },
  });
  expect((await call('POST', '/v1/programmes/consultant/reopen', {})).body).toMatchObject({ is: 'open' });
});
