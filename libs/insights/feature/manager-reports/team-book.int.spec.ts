import { CertificateIssued, CertificateRevoked, managerReportSettings, type TeamReport } from '@laurel/contracts';
import { factOf, migrateReadModels } from '@laurel/insights-read-model';
import { factsOf, type FactWords, insertFacts, ordersOf, openTestWarehouse, type TestWarehouse } from '@laurel/testing';
import { openTeamBook } from './team-book.ts';

let test: TestWarehouse;
beforeAll(async () => {
  test = await openTestWarehouse();
  await migrateReadModels(test.warehouse);
  await insertFacts(test.warehouse, [...factsOf(story), ...certificates]);
});
afterAll(() => test.drop());

const settings = { ...managerReportSettings.parse({}), version: 0 };
const MONDAY = '2026-03-30T08:00:00.000Z';

const person = (learner: string, attributes: object, at = '2026-01-01'): FactWords => ({
  ...{ type: 'learning.PersonDescribed', learner, at, data: { attributes } },
});
const of = (type: string, learner: string, at: string, data: object = {}): FactWords => ({
  ...{ type: `learning.${type}` as FactWords['type'], learner, at, told: at, data: { course: 'consulting', ...data } },
});
const late = (fact: FactWords, told: string): FactWords => ({ ...fact, told });
const modules = [
  { id: 'm1', title: 'Listening' },
  { id: 'extra', title: 'Reading list', optional: true },
  { id: 'm2', title: 'Data migration' },
  { id: 'm3', title: 'Cutover', requiredFor: ['lead'] },
];

/** Bea manages Ann, Cid, Dee and Eve; Dee manages Fay and Gus; Zoe manages Bea. */
const story: readonly FactWords[] = [
  person('ann', { manager: 'bea' }),
  person('cid', { manager: 'bea', role: 'lead' }),
  person('dee', { manager: 'bea' }),
  person('eve', { manager: 'gus' }),
  person('eve', { manager: 'bea' }, '2026-03-27'),
  person('fay', { manager: 'dee' }),
  person('gus', { manager: 'dee' }),
  person('bea', { manager: 'zoe' }),
  person('ida', { manager: 'hal' }),
  person('leo', { manager: 'bea' }),
  person('leo', { leftAt: '2026-03-01' }, '2026-02-20'),
  person('moe', { manager: 'bea' }),
  person('moe', { manager: '' }, '2026-03-02'),
  of('CourseDescribed', 'course:consulting', '2026-01-01', { title: 'Consulting', modules }),
  of('CourseDescribed', 'course:safety', '2026-01-01', { course: 'safety', title: 'Safety', repeats: true }),
  // Ann came this week, and got no further for 18 days.
  of('Enrolled', 'ann', '2026-03-01'),
  of('Progressed', 'ann', '2026-03-12', { module: 'm1', share: 0.4 }),
  of('ContentViewed', 'ann', '2026-03-26', { content: 'page' }),
  // Cid finished all but what his role asks for, three weeks ago.
  of('Enrolled', 'cid', '2026-02-01'),
  of('Progressed', 'cid', '2026-02-20', { module: 'm1' }),
  of('Progressed', 'cid', '2026-03-05', { module: 'm2' }),
  // Dee completed on Friday, and was to have done safety again by the 20th: last year's does not count.
  of('Enrolled', 'dee', '2026-03-01'),
  of('CourseCompleted', 'dee', '2026-03-27', { result: 'pass' }),
  of('CourseCompleted', 'dee', '2025-04-01', { course: 'safety' }),
  of('Assigned', 'dee', '2026-02-01', { course: 'safety', by: 'rule', required: true, dueAt: '2026-03-20T00:00:00Z' }),
  // Eve enrolled and never came; somebody waived what she was to do.
  of('Enrolled', 'eve', '2026-03-10'),
  of('Assigned', 'eve', '2026-02-01', { course: 'safety', by: 'rule', required: true, dueAt: '2026-03-20T00:00:00Z' }),
  of('AssignmentWaived', 'eve', '2026-03-01', { course: 'safety', reason: 'exempt' }),
  // Below Dee: Fay is learning, Gus failed, which is not done.
  of('Enrolled', 'fay', '2026-03-28'),
  of('CourseStarted', 'fay', '2026-03-29'),
  of('Enrolled', 'gus', '2026-03-01'),
  of('CourseCompleted', 'gus', '2026-03-28', { result: 'fail' }),
  // Told later than the report.
  late(of('ContentViewed', 'cid', '2026-03-29', { content: 'page' }), '2026-03-30T09:00:00Z'),
  // Nobody of Bea's.
  of('Enrolled', 'moe', '2026-03-29'),
  of('Enrolled', 'leo', '2026-03-29'),
];

const certificate = (id: number) => ({
  ...{ certificate: `0198f2c0-7d3a-7c11-9f50-0d6a4b8e2f1${id}`, programme: 'consultant', programmeVersion: 1 },
  ...{ learner: 'dee', number: id },
});
const decided = (id: string, at: string, event: Parameters<typeof factOf>[0]['event']) =>
  factOf(
    { source: 'laurel', id, subject: 'dee', occurredAt: new Date(at), event },
    { topic: 'laurel.decisions.v1', partition: 0, offset: 0n, appendedAt: new Date(at) },
  );
const issued = (id: number, at: string) =>
  CertificateIssued.of({
    ...{ ...certificate(id), issuedAt: at, expiresAt: null, renewableFrom: null },
    evidence: [{ requirement: 'course', title: 'Course', key: 'k', at, because: { text: 'completed', facts: [] } }],
  });
/** Two for Dee this week, of which one was revoked, and one long ago. */
const certificates = [
  decided('c1', '2026-03-28T10:00:00.000Z', issued(1, '2026-03-28T10:00:00.000Z')),
  decided('c2', '2026-03-28T11:00:00.000Z', issued(2, '2026-03-28T11:00:00.000Z')),
  decided('c2r', '2026-03-29T11:00:00.000Z', CertificateRevoked.of({ ...certificate(2), why: 'typing', by: 'k' })),
  decided('c3', '2026-01-28T11:00:00.000Z', issued(3, '2026-01-28T11:00:00.000Z')),
];

const reportOf = async (manager: string, asOf = MONDAY): Promise<TeamReport> => {
  const book = await openTeamBook({ warehouse: test.warehouse, limits: {} }, new Date(asOf), settings);
  const report = (await book.reports([manager])).get(manager);
  if (!report) throw new Error(`no report of ${manager}`);
  return report;
};

it('says of a team what the facts say by hand', async () => {
  const report = await reportOf('bea');
  expect(report.people.map(({ learner }) => learner)).toEqual(['ann', 'cid', 'dee', 'eve']);
  expect(report.totals).toEqual({ people: 4, active: 1, learning: 3, stuck: 3, overdue: 1, done: 1, certified: 1 });
  expect(report.before).toEqual({ people: 4, active: 0, learning: 4, stuck: 2, overdue: 1, done: 0, certified: 0 });
  expect([report.joined, report.gotGoing]).toEqual([1, 1]);
  expect(report.people.map(({ stuck }) => stuck.map(({ days, where, isNew }) => [days, where, isNew]))).toEqual([
    [[18, 'before module 2 of 2: Data migration', true]],
    [[25, 'before module 3 of 3: Cutover', false]],
    [],
    [[20, 'not begun', true]],
  ]);
  expect(report.people[2]?.overdue).toMatchObject([{ course: 'safety', title: 'Safety', days: 10, isNew: false }]);
  expect(report.people[2]?.done).toMatchObject([
    { title: 'Consulting', at: '2026-03-27T00:00:00.000Z', result: 'pass' },
  ]);
  expect(report.teams).toEqual([
    { manager: 'dee', figures: { people: 2, active: 1, learning: 1, stuck: 0, overdue: 0, done: 0, certified: 0 } },
  ]);
  expect(report.suggestions.map(({ kind, learner, because }) => [kind, learner, because])).toEqual([
    ['remind', 'dee', 'Safety was due on 2026-03-20'],
    ['help', 'cid', 'no step forward in Consulting for 25 days (before module 3 of 3: Cutover)'],
    ['help', 'eve', 'no step forward in Consulting for 20 days (not begun)'],
  ]);
  expect(report.isEmpty).toBe(false);
});

it('says the same however it was told, later, and beside other teams', async () => {
  const once = await reportOf('bea');
  for (const order of ordersOf(factsOf(story))) await insertFacts(test.warehouse, order);
  expect(await reportOf('bea')).toEqual(once);
  await insertFacts(
    test.warehouse,
    factsOf([
      late(of('CourseCompleted', 'ann', '2026-03-20'), '2026-04-02'),
      person('ann', { manager: 'x' }, '2026-04-02'),
    ]).map((fact, index) => ({ ...fact, id: `late${index}` })),
  );
  expect(await reportOf('bea')).toEqual(once);
  const book = await openTeamBook({ warehouse: test.warehouse, limits: {} }, new Date(MONDAY), settings);
  const all = await book.reports(book.line.managers);
  expect([...all.keys()]).toEqual(['bea', 'dee', 'hal', 'zoe']);
  expect(all.get('bea')).toEqual(once);
  expect(all.get('zoe')?.teams).toEqual([
    { manager: 'bea', figures: { people: 6, active: 2, learning: 4, stuck: 3, overdue: 1, done: 1, certified: 1 } },
  ]);
  expect((await reportOf('bea', '2026-04-03T08:00:00.000Z')).people.map(({ learner }) => learner)).toEqual([
    'cid',
    'dee',
    'eve',
  ]);
});

it('is empty for who manages nobody, and where nobody learns', async () => {
  expect(await reportOf('nobody')).toMatchObject({ isEmpty: true, people: [], suggestions: [] });
  expect(await reportOf('hal')).toMatchObject({ isEmpty: true, totals: { people: 1, learning: 0 } });
});

/** Everything in a report that is somebody's id. */
const named = ({ people, teams, suggestions }: TeamReport): ReadonlySet<string> =>
  new Set([...people, ...suggestions].map(({ learner }) => learner).concat(teams.map(({ manager }) => manager)));

it('names nobody outside the reporting line, in a company where anybody may manage anybody, move and leave', async () => {
  let state = 7;
  const pick = (below: number): number => ((state = (state * 1103515245 + 12345) & 0x7fffffff) >> 8) % below;
  const managerOf = new Map<string, string>();
  const told = Array.from({ length: 60 }, (_, n) => `p${n}`).flatMap((learner): FactWords[] => {
    const managers = Array.from({ length: 1 + pick(3) }, () =>
      pick(8) === 0 ? '' : `p${pick(pick(2) === 0 ? 60 : 6)}`,
    );
    const hasLeft = pick(9) === 0;
    const last = managers.at(-1) ?? '';
    if (last !== '' && last !== learner && !hasLeft) managerOf.set(learner, last);
    return [
      ...managers.map((manager, n) => person(learner, { manager }, `2026-02-0${n + 1}`)),
      ...(hasLeft ? [person(learner, { leftAt: '2026-03-01' }, '2026-02-20')] : []),
      person(learner, { manager: 'p0' }, '2026-05-01'), // later than the report
      of('Enrolled', learner, '2026-02-10'),
    ];
  });
  const facts = factsOf(told).map((fact) => ({ ...fact, source: 'company' }));
  await insertFacts(test.warehouse, facts);
  const book = await openTeamBook({ warehouse: test.warehouse, limits: {} }, new Date(MONDAY), settings);
  const managers = [...new Set(managerOf.values())].sort();
  expect(book.line.managers.filter((one) => /^p\d/.test(one))).toEqual(managers);
  const reports = await book.reports(managers);
  for (const manager of managers) {
    const direct = [...managerOf].flatMap(([learner, of_]) => (of_ === manager ? [learner] : [])).sort();
    const report = reports.get(manager)!;
    expect(report.people.map(({ learner }) => learner)).toEqual(direct);
    expect([...named(report)].filter((one) => !direct.includes(one))).toEqual([]);
    for (const { manager: head, figures } of report.teams) {
      const isBelow = (learner: string, seen = new Set<string>()): boolean => {
        const above = managerOf.get(learner);
        if (above === undefined || above === manager || seen.has(above)) return false;
        return above === head || isBelow(above, seen.add(above));
      };
      const below = [...managerOf.keys()].filter((one) => one !== manager && one !== head && isBelow(one));
      expect([manager, head, figures.people]).toEqual([manager, head, below.length]);
    }
  }
});
