import {
  openCertificateList,
  openCredentialStore,
  openPathList,
  openStatusPlaces,
} from '@laurel/certification-postgres';
import { programmeDecider } from '@laurel/certification-domain';
import {
  certificateEvents,
  CertificateRevoked,
  type Changed,
  CredentialSigned,
  type DueLooks,
  NoticeFellDue,
  programmeDefinition,
  type ProgrammeSource,
} from '@laurel/contracts';
import { openEventStore } from '@laurel/event-store-postgres';
import { migrateReadModels } from '@laurel/insights-read-model';
import { type EventSearch, type EventStore, run } from '@laurel/kernel';
import { createLogger } from '@laurel/platform';
import {
  criteriaReadersOf,
  factsOf,
  type FactWords,
  Fault,
  insertFacts,
  openTestDatabase,
  openTestWarehouse,
  type TestDatabase,
  type TestWarehouse,
} from '@laurel/testing';
import { type CertificationDeps } from './certification.deps.ts';
import { passTime } from './certificates/pass-time.ts';
import { keepDuePaths } from './paths/look-at-paths.ts';
import { readReviews } from './reviews/run-reviews.ts';
import { CERTIFICATION_SUBSCRIPTIONS, startCertification } from './start-certification.ts';

const log = createLogger('silent');
const cause = { causation: 'test', correlation: 'test' };
const clock = { now: () => now };
let now = new Date('2026-03-01T12:00:00Z');

const consultant: ProgrammeSource = {
  ...{ title: 'Certified consultant', description: 'Advises customers.' },
  requires: {
    is: 'all',
    of: [
      { is: 'course', id: 'course', course: 'consulting' },
      { is: 'assessment', id: 'exam', title: 'the final exam', course: 'consulting', assessment: 'exam', minimum: 0.7 },
    ],
  },
  validFor: { months: 12 },
  renewal: { opens: { days: 60 } },
};

const fault = new Fault();
const unknown = new Set<string>();
let database: TestDatabase;
let analytics: TestWarehouse;
let store: EventStore & EventSearch;
let due: DueLooks;
let deps: CertificationDeps;
let running: { stop(): Promise<void> };

beforeAll(async () => {
  [database, analytics] = await Promise.all([openTestDatabase(), openTestWarehouse()]);
  await migrateReadModels(analytics.warehouse);
  store = await openEventStore(database.pool, log);
  due = dueInMemory();
  const cut = fault.aroundAppends(store);
  const [places, credentials] = [await openStatusPlaces(database.pool), await openCredentialStore(database.pool)];
  deps = {
    ...{ store: cut, search: cut, due, clock, log, sweepSeconds: 3_600, ...criteriaReadersOf(analytics.warehouse) },
    certificates: await openCertificateList(database.pool),
    paths: await openPathList(database.pool),
    places: { take: fault.around((certificate: string) => places.take(certificate)), lists: () => places.lists() },
    credentials: {
      find: (certificate) => credentials.find(certificate),
      keep: fault.around((...args: Parameters<typeof credentials.keep>) => credentials.keep(...args)),
    },
    // Signs another document every time, as a suite with a nonce would.
    sign: { sign: ({ certificate }, at) => Promise.resolve(signed(certificate, at)) },
    owner: (learner) =>
      Promise.resolve(unknown.has(learner) ? undefined : { name: learner, email: `${learner}@example.test` }),
  };
  running = await startCertification(deps);
  await publish('consultant', consultant);
});
afterAll(async () => {
  await running.stop();
  await Promise.all([database.drop(), analytics.drop()]);
});

const waiting: Changed[] = [];
/** The table holds back the events of a look until it is over; here nobody has to wait for that. */
const dueInMemory = (): DueLooks => ({
  add: (changed) => Promise.resolve(void waiting.push(...changed)),
  take: async (most, look) => {
    const taken = waiting.slice(0, most);
    if (taken.length > 0) await look(taken);
    waiting.splice(0, taken.length);
    return taken.length;
  },
});

let signatures = 0;
const signed = (certificate: string, at: Date) => ({
  ...{ document: JSON.stringify({ certificate, at, n: signatures++ }), jwt: `jwt ${certificate}`, key: 'key-1' },
});

const publish = async (programme: string, source: ProgrammeSource) => {
  const definition = programmeDefinition.parse(source);
  const stream = `programme-${programme}`;
  await run(store, programmeDecider, { stream, command: { type: 'Draft', programme, definition }, cause });
  await run(store, programmeDecider, { stream, command: { type: 'Publish', version: 1, by: 'key' }, cause });
};

const at = (day: string): string => `${day}T09:00:00Z`;
let told = 0;
const completed = (learner: string, id = `c${told++}`): FactWords => ({
  ...{ type: 'learning.CourseCompleted', learner, id, at: at('2026-01-10'), data: { course: 'consulting' } },
});
const scored = (
  learner: string,
  raw: number,
  { id = `s${told++}`, day = '2026-01-12', attempt = 1 } = {},
): FactWords => ({
  ...{ type: 'learning.AssessmentSubmitted', learner, id, at: at(day) },
  data: { course: 'consulting', assessment: 'exam', attempt, score: { raw, max: 100 } },
});
const voided = (learner: string, id: string): FactWords => ({
  ...{ type: 'learning.Voided', learner, id: `void-${id}-${told++}`, at: at('2026-02-01') },
  data: { of: { source: 'lms', id } },
});
/** As the projection does it: written first, told to who looks afterwards. */
const tell = async (...facts: readonly FactWords[]) => {
  await insertFacts(analytics.warehouse, factsOf(facts));
  const kept = keepDuePaths(deps, due);
  expect(await kept.wanted()).toBe(true);
  await kept.tell([...new Set(facts.map(({ learner = '' }) => learner))].map((learner) => ({ learner, course: '' })));
  await settled();
};

/** Resolves when nothing is due, and every decision was reacted to. */
const settled = async (): Promise<void> => {
  for (let quiet = 0; quiet < 2;) {
    const lags = await Promise.all(CERTIFICATION_SUBSCRIPTIONS.map((name) => store.lag(name)));
    quiet = waiting.length === 0 && lags.every((lag) => lag === 0) ? quiet + 1 : 0;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

const CERTIFICATE_TYPES = certificateEvents.map(({ type }) => type);
const found = async (types: readonly string[], learner: string) =>
  (await store.find({ types, about: { learner }, limit: 1_000 })).toReversed();
const history = async (learner: string) =>
  (await found(CERTIFICATE_TYPES, learner)).map(({ type }) => type.slice('certification.'.length));
const notices = async (learner: string) =>
  (await found([NoticeFellDue.type], learner)).map((one) => NoticeFellDue.read(one).data.kind);
const certificatesOf = async (learner: string) => {
  const all = await deps.certificates.page({ learner, limit: 100 });
  return all.map(({ status }) => status);
};
/** The certificates of a learner whose bit is set, by what the list says; in the order of their numbers. */
const bits = async (learner: string) => {
  const places = (await found([CredentialSigned.type], learner)).map((one) => CredentialSigned.read(one).data);
  const list = places[0]?.list ?? '1';
  const set = new Set(await deps.certificates.statusesSet(list, 'revocation'));
  return places.map(({ index }) => set.has(index));
};

it('issues, signs and tells once, however often the facts are told', async () => {
  await tell(completed('ann'), scored('ann', 65));
  expect(await history('ann')).toEqual([]);
  await tell(scored('ann', 75, { attempt: 2, id: 'ann-second' }));
  await tell(scored('ann', 75, { attempt: 2, id: 'ann-second' }), completed('ann'));
  expect(await history('ann')).toEqual(['CertificateIssued', 'CredentialSigned']);
  expect([await notices('ann'), await certificatesOf('ann'), await bits('ann')]).toEqual([
    ...[['issued'], ['valid'], [false]],
  ]);
});

describe('when the facts change after the certificate was issued', () => {
  it('a score below the minimum, its void, another void, and the same told twice: the state follows, and says why', async () => {
    await tell(completed('bob'), scored('bob', 75, { id: 'bob-75' }));
    await tell(scored('bob', 55, { id: 'bob-55', day: '2026-01-20' }));
    expect([await certificatesOf('bob'), await bits('bob')]).toEqual([['revoked'], [true]]);
    const [revoked] = await found([CertificateRevoked.type], 'bob');
    expect(revoked && CertificateRevoked.read(revoked).data).toMatchObject({
      ...{ by: 'facts', why: expect.stringContaining('scored 55% in the final exam on 2026-01-20, at least 70%') },
    });

    await tell(voided('bob', 'bob-55')); // the correction is taken back
    expect([await certificatesOf('bob'), await bits('bob')]).toEqual([
      ['revoked', 'valid'],
      [true, false],
    ]);
    await tell(voided('bob', 'bob-55')); // told again
    expect(await certificatesOf('bob')).toEqual(['revoked', 'valid']);

    await tell(voided('bob', 'bob-75')); // the first is taken back, too
    expect([await certificatesOf('bob'), await bits('bob')]).toEqual([
      ['revoked', 'revoked'],
      [true, true],
    ]);
    expect(await notices('bob')).toEqual(['issued', 'revoked', 'issued', 'revoked']);
  });

  it('a corrected score that is enough supersedes: one notice, and never two in force', async () => {
    await tell(completed('cid'), scored('cid', 75));
    await tell(scored('cid', 71, { day: '2026-01-20' }));
    expect([await certificatesOf('cid'), await bits('cid')]).toEqual([
      ['superseded', 'valid'],
      [true, false],
    ]);
    expect(await notices('cid')).toEqual(['issued', 'replaced']);
  });

  it('told late, what happened before the certificate changes it all the same', async () => {
    await tell(completed('dan'), scored('dan', 75, { day: '2026-01-15' }));
    await tell(scored('dan', 90, { day: '2026-01-02', attempt: 7 })); // earlier, of another attempt: nothing changes
    expect([await certificatesOf('dan'), await notices('dan')]).toEqual([['valid'], ['issued']]);
    const late = { ...scored('dan', 40, { day: '2026-01-16' }), told: at('2026-02-20') };
    await tell(late); // of the same attempt: the other one counts now
    expect([await certificatesOf('dan'), await notices('dan')]).toEqual([
      ...[
        ['superseded', 'valid'],
        ['issued', 'replaced'],
      ],
    ]);
  });
});

it('waits with the signature until somebody knows an address', async () => {
  unknown.add('eve');
  await tell(completed('eve'), scored('eve', 80));
  expect(await history('eve')).toEqual(['CertificateIssued']);
  expect(await deps.certificates.unsigned({ limit: 10 })).toHaveLength(1);
  unknown.delete('eve');
  await running.stop();
  running = await startCertification(deps); // its sweep looks at what waits
  while ((await history('eve')).length < 2) await settled();
  expect(await history('eve')).toEqual(['CertificateIssued', 'CredentialSigned']);
});

it('opens the renewal window, renews without loss, and tells the end of who did not', async () => {
  await tell(completed('fay'), scored('fay', 80), completed('gus'), scored('gus', 80));
  now = new Date('2027-01-15T12:00:00Z');
  const again: FactWords[] = [
    { ...completed('fay'), at: at('2027-01-10'), data: { course: 'consulting', run: '2027' } },
    { ...scored('fay', 85), at: at('2027-01-11'), data: { ...scored('fay', 85).data, run: '2027' } },
  ];
  await passTime(deps);
  await tell(...again);
  now = new Date('2027-03-01T12:00:01Z');
  await passTime(deps);
  await settled();
  expect(await history('gus')).toEqual([
    ...['CertificateIssued', 'CredentialSigned', 'CertificateExpiring', 'CertificateExpired'],
  ]);
  expect([await certificatesOf('fay'), await certificatesOf('gus')]).toEqual([['expired', 'valid'], ['expired']]);
  expect([await notices('fay'), await notices('gus')]).toEqual([
    ['issued', 'expiring', 'renewed'],
    ['issued', 'expiring', 'expired'],
  ]);
  const [, next] = await deps.certificates.page({ learner: 'fay', limit: 2 });
  expect(next?.expiresAt?.toISOString()).toBe('2028-03-01T12:00:00.000Z');
  now = new Date('2026-03-01T12:00:00Z');
});

it('looks at everybody when a version is published late, once, and goes on where it was cut', async () => {
  const people = Array.from({ length: 1_201 }, (_, n) => `p-${String(n).padStart(4, '0')}`);
  await insertFacts(
    analytics.warehouse,
    factsOf(people.map((learner) => ({ ...completed(learner), data: { course: 'late' } }))),
  );
  await running.stop();
  await publish('late', { ...consultant, requires: { is: 'course', id: 'course', course: 'late' } });
  fault.arm(3); // it dies behind the second batch
  running = await startCertification(deps);
  while ((await readReviews(deps, 'late'))[0]?.is !== 'ended') await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await readReviews(deps, 'late')).toMatchObject([{ people: 1_201, looked: 1_201, completed: 1_201 }]);
  const { rows } = await database.pool.query<{ paths: string; learners: string }>(
    `select count(*) as paths, count(distinct data ->> 'learner') as learners from decision_event
     where type = 'certification.PathCompleted' and data ->> 'programme' = 'late'`,
  );
  expect(rows).toEqual([{ paths: '1201', learners: '1201' }]);
});
