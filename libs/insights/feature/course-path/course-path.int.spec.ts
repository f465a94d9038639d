import { type Asker, type CoursePathAnswer, coursePathQuestion } from '@laurel/contracts';
import { derivedReadModels, migrateReadModels } from '@laurel/insights-read-model';
import { factsOf, type FactWords, insertFacts, openTestWarehouse, ordersOf, type TestWarehouse } from '@laurel/testing';
import { askCoursePath } from './course-path.question.ts';

let test: TestWarehouse;
beforeAll(async () => {
  test = await openTestWarehouse();
  await migrateReadModels(test.warehouse);
});
afterAll(() => test.drop());

const owner: Asker = { id: 'owner', scopes: new Set(['ask']), sees: 'everyone' };
const asking = { asker: owner, now: new Date('2026-03-01T00:00:00Z'), limits: {} };
const ask = (question: object = {}): Promise<CoursePathAnswer> =>
  askCoursePath(test.warehouse, coursePathQuestion.parse({ course: 'c', ...question }), asking);
const told = async (words: readonly FactWords[]): Promise<void> => {
  for (const table of ['facts', ...derivedReadModels.map(({ name }) => name)]) {
    await test.warehouse.command(`TRUNCATE TABLE ${table}`);
  }
  await insertFacts(test.warehouse, factsOf(words));
};

const fact = (id: string, type: string, at: string, data: object = {}): FactWords => ({
  type: `learning.${type}` as FactWords['type'],
  at,
  data: { course: 'c', ...data },
  learner: id.split(' ')[0] ?? '',
  id,
});
const enrolled = (learner: string, role = 'engineer', at = '2026-01-01'): FactWords[] => [
  fact(`${learner} in`, 'Enrolled', at),
  { ...fact(`${learner} is`, 'PersonDescribed', '2025-01-01'), data: { attributes: { role } } },
];
const finished = (learner: string, module: string, at: string) =>
  fact(`${learner} ${module}`, 'Progressed', at, { module });

const course: FactWords = {
  ...fact('course', 'CourseDescribed', '2025-01-01', {
    modules: [
      { id: 'm1', title: 'Basics' },
      { id: 'extra', optional: true },
      { id: 'lead', requiredFor: ['lead'] },
      { id: 'm2' },
    ],
  }),
  learner: 'course:c',
};

const words: readonly FactWords[] = [
  course,
  // All of it, in the pace that others are held against: a day, then three more.
  ...enrolled('done'),
  finished('done', 'm1', '2026-01-02'),
  finished('done', 'm2', '2026-01-05'),
  fact('done done', 'CourseCompleted', '2026-01-06'),
  // Withdrew after the first one; the optional one behind it is no progress on the path.
  ...enrolled('left'),
  fact('left time', 'TimeReported', '2026-01-02', { seconds: 60 }),
  fact('left time again', 'TimeReported', '2026-01-03', { seconds: 40 }),
  finished('left', 'm1', '2026-01-03'),
  finished('left', 'extra', '2026-01-04'),
  fact('left out', 'Withdrawn', '2026-01-05'),
  // A lead, silent since the module for leads; the same module told again later is no other time.
  ...enrolled('quiet', 'lead'),
  finished('quiet', 'm1', '2026-01-03'),
  finished('quiet', 'lead', '2026-01-04'),
  { ...finished('quiet', 'm1', '2026-01-20'), id: 'quiet m1 again' },
  // Never did anything.
  ...enrolled('never'),
  // Still at it: left the course for a page and came back, then left it again.
  ...enrolled('open', 'engineer', '2026-02-20'),
  fact('open away', 'ContentViewed', '2026-02-21', { content: 'page', external: true }),
  finished('open', 'm1', '2026-02-22'),
  fact('open away again', 'ContentViewed', '2026-02-23', { content: 'other', external: true }),
  // Taken back: it never came so far.
  finished('never', 'm2', '2026-01-02'),
  { ...fact('never it', 'Voided', '2026-01-03'), data: { of: { source: 'lms', id: 'never m2' } } },
];

const shown = ({ modules }: CoursePathAnswer) =>
  modules.map(({ module, required, reached, came, last, completed, open, stopped }) => [
    module,
    ...[required, reached, came, last],
    ...[completed, open, stopped],
  ]);

it('says where people stop; what is optional or for others is no loss; told twice, in any order', async () => {
  for (const order of ordersOf(words)) {
    await told(order);
    await insertFacts(test.warehouse, factsOf(words));
    expect(shown(await ask())).toEqual([
      [null, 5, 5, 5, 1, 0, 0, 1],
      ['m1', 5, 4, 4, 2, 0, 1, 1],
      ['extra', 0, 1, 0, 0, 0, 0, 0],
      ['lead', 1, 1, 1, 1, 0, 0, 1],
      ['m2', 5, 1, 1, 1, 1, 0, 0],
    ]);
  }
});

it('has the times, the pace, and what came next', async () => {
  await told(words);
  const { enrolments, modules, pace } = await ask();
  const [, m1, extra, lead, m2] = modules;
  const DAY = 86_400;
  expect(enrolments).toBe(5);
  expect(m1).toMatchObject({ title: 'Basics', secondsOfCompleters: DAY, secondsSpent: 100 });
  // 1, 2, 2 and 2 days after the enrolment.
  expect(m1?.secondsFromPrevious).toEqual({ median: 2 * DAY, p90: 2 * DAY });
  expect(extra).toMatchObject({ optional: true, stopShare: null, secondsFromPrevious: { median: DAY } });
  expect(lead).toMatchObject({
    requiredFor: ['lead'],
    stopShare: { estimate: 1 },
    secondsFromPrevious: { median: DAY },
  });
  expect(m2).toMatchObject({ secondsOfCompleters: 4 * DAY, secondsFromPrevious: { median: 3 * DAY } });
  expect(m1?.stopShare?.estimate).toBe(1 / 4);
  expect(m1?.next).toEqual(
    expect.arrayContaining([
      { type: 'learning.Progressed', module: 'm2', external: false, enrolments: 1 },
      { type: 'learning.Progressed', module: 'extra', external: false, enrolments: 1 },
      { type: 'learning.Progressed', module: 'lead', external: false, enrolments: 1 },
      { type: 'learning.ContentViewed', module: null, external: true, enrolments: 1 },
    ]),
  );
  expect(m2?.next).toEqual([{ type: 'learning.CourseCompleted', module: null, external: false, enrolments: 1 }]);
  // Nine days in, the median completer had finished the second module.
  expect(pace).toEqual({ ahead: 0, onPace: 0, behind: 1 });
  expect((await ask({ asOf: '2026-02-22T12:00:00Z' })).pace).toEqual({ ahead: 0, onPace: 1, behind: 0 });
});

it('says who left for external content and came back', async () => {
  await told(words);
  expect((await ask()).external).toEqual([
    { content: 'other', enrolments: 1, cameBack: 0, notBack: 0, open: 1 },
    { content: 'page', enrolments: 1, cameBack: 1, notBack: 0, open: 0 },
  ]);
  const silent = await ask({ silentAfter: { days: 5 } });
  expect(silent.external[0]).toMatchObject({ content: 'other', notBack: 1, open: 0 });
  expect(silent.modules[1]).toMatchObject({ open: 0, stopped: 2 });
});

it('lists the items that most got wrong, by the latest fact about each attempt', async () => {
  const tried = (learner: string, at: string, right: readonly boolean[], more: object = {}) =>
    fact(`${learner} ${at}`, 'AssessmentSubmitted', at, {
      ...{ assessment: 'exam', responses: right.map((correct, index) => ({ item: `q${index}`, correct })) },
      ...more,
    });
  await told([
    ...['a', 'b', 'c'].flatMap((learner) => [...enrolled(learner), tried(learner, '2026-01-02', [true, false])]),
    tried('a', '2026-01-03', [false, false]), // corrects the first
    tried('a', '2026-01-04', [true, true], { attempt: 2 }),
    tried('b', '2026-01-05', [], {
      assessment: 'other',
      responses: [
        { item: 'q', correct: false },
        { item: 'essay', score: 3 },
      ],
    }),
  ]);
  expect((await ask()).items.map(({ failedShare, ...item }) => ({ ...item, share: failedShare.estimate }))).toEqual([
    { assessment: 'exam', item: 'q1', answered: 4, failed: 3, share: 0.75 },
    { assessment: 'other', item: 'q', answered: 1, failed: 1, share: 1 },
    { assessment: 'exam', item: 'q0', answered: 4, failed: 1, share: 0.25 },
  ]);
});

it('is as known at a time, and of some enrolments', async () => {
  await told(words);
  // The void came a day later.
  expect(shown(await ask({ asOf: '2026-01-02T12:00:00Z' })).at(-1)).toEqual(['m2', 4, 1, 1, 1, 0, 1, 0]);
  const leads = await ask({ where: [{ field: 'person.role', op: 'eq', value: 'lead' }] });
  expect([leads.enrolments, leads.modules[3]?.stopped]).toEqual([1, 1]);
  expect((await ask({ run: 'spring' })).enrolments).toBe(0);
});

it('has an answer for a course without modules, and without any facts', async () => {
  await told(words.filter((one) => one !== course));
  const bare = await ask();
  expect([bare.enrolments, bare.modules.length, bare.modules[0]?.stopped, bare.pace]).toEqual([5, 1, 3, null]);
  await told([]);
  expect(await ask()).toMatchObject({ enrolments: 0, modules: [], pace: null, external: [], items: [] });
});

it.each([
  [{}, 'course'],
  [{ course: '' }, 'course'],
  [{ course: 'c', run: '' }, 'run'],
  [{ course: 'c', silentAfter: { days: 0 } }, 'silentAfter.days'],
  [{ course: 'c', where: [{ field: 'event.x', op: 'exists' }] }, 'where'],
])('says which field of %j makes no sense', (question, wrong) => {
  const { error } = coursePathQuestion.safeParse(question);
  expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual([wrong]);
});
