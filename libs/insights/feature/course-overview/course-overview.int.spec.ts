import { type Asker, type CourseOverviewAnswer, courseOverviewQuestion } from '@laurel/contracts';
import { derivedReadModels, migrateReadModels } from '@laurel/insights-read-model';
import { factsOf, type FactWords, insertFacts, openTestWarehouse, ordersOf, type TestWarehouse } from '@laurel/testing';
import { askCourseOverview } from './course-overview.question.ts';

let test: TestWarehouse;
beforeAll(async () => {
  test = await openTestWarehouse();
  await migrateReadModels(test.warehouse);
});
afterAll(() => test.drop());

const owner: Asker = { id: 'owner', scopes: new Set(['ask']), sees: 'everyone' };
const now = new Date('2026-06-30T00:00:00Z');
const ask = (question: object = {}) =>
  askCourseOverview(test.warehouse, courseOverviewQuestion.parse(question), { asker: owner, now, limits: {} });

/** The answer, which is the same told once, twice, and in other orders. */
const overview = async (words: readonly FactWords[], question: object = {}): Promise<CourseOverviewAnswer> => {
  const answers: CourseOverviewAnswer[] = [];
  for (const order of ordersOf(factsOf(words))) {
    for (const table of ['facts', ...derivedReadModels.map(({ name }) => name)]) {
      await test.warehouse.command(`TRUNCATE TABLE ${table}`);
    }
    await insertFacts(test.warehouse, order.slice(0, 3));
    await insertFacts(test.warehouse, order);
    answers.push(await ask(question));
  }
  const figures = answers.map((answer) => JSON.stringify({ ...answer, meta: undefined }));
  expect(new Set(figures).size).toBe(1);
  return answers[0]!;
};

const fact = (type: string, at: string, data: object = {}, more: Partial<FactWords> = {}): FactWords => ({
  type: `learning.${type}` as FactWords['type'],
  at,
  data: { course: 'c', ...data },
  ...more,
});
const submitted = (at: string, raw: number, more: object = {}, words: Partial<FactWords> = {}) =>
  fact('AssessmentSubmitted', at, { assessment: 'exam', score: { raw, max: 100 }, ...more }, words);

const three = (repeats: boolean): FactWords[] => [
  ...(repeats ? [fact('CourseDescribed', '2023-01-01', { repeats: true }, { learner: 'course:c' })] : []),
  ...(['pass', 'fail', 'distinction'] as const).flatMap((result, year) => [
    fact('Enrolled', `${2023 + year}-02-01`),
    submitted(`${2023 + year}-03-01`, 50 + year),
    fact('CourseCompleted', `${2023 + year}-04-01`, { result }),
  ]),
];

it('keeps the result of each yearly round where the course repeats', async () => {
  const { totals } = await overview(three(true));
  expect(totals).toMatchObject({
    enrolments: 3,
    learners: 1,
    completed: { pass: 1, fail: 1, distinction: 1, other: 0 },
  });
  expect(totals.assessments).toMatchObject({ submitted: 3, scored: 3, meanScaled: 0.51, medianScaled: 0.51 });
  expect(totals).toMatchObject({ completionRate: 1, passRate: 2 / 3 });
});

it('is one enrolment with the latest result where it does not', async () => {
  const { totals } = await overview(three(false));
  expect(totals).toMatchObject({ enrolments: 1, completed: { pass: 0, fail: 0, distinction: 1, other: 0 } });
  // The same attempt three times: the latest corrects the others.
  expect(totals.assessments).toMatchObject({ submitted: 1, meanScaled: 0.52 });
});

const states: FactWords[] = [
  fact('Enrolled', '2026-01-01', {}, { learner: 'never' }),
  fact('Enrolled', '2026-01-01', {}, { learner: 'active' }),
  fact('ContentViewed', '2026-06-25', { content: 'x' }, { learner: 'active' }),
  fact('Enrolled', '2026-01-01', {}, { learner: 'gone' }),
  fact('Withdrawn', '2026-01-01', {}, { learner: 'gone' }),
  fact('Enrolled', '2026-01-01', {}, { learner: 'back' }),
  fact('Withdrawn', '2026-02-01', {}, { learner: 'back' }),
  fact('Enrolled', '2026-03-01', {}, { learner: 'back' }),
  fact('Enrolled', '2026-05-01', { timeKnown: false }, { learner: 'unknown' }),
  fact('Withdrawn', '2026-04-01', {}, { learner: 'unknown' }),
  fact('Enrolled', '2026-01-01', {}, { learner: 'done' }),
  fact('CourseCompleted', '2026-02-01', {}, { learner: 'done' }),
  fact('Withdrawn', '2026-03-01', {}, { learner: 'done' }),
  fact('Enrolled', '2026-01-01', { run: 'banked' }, { learner: 'never' }),
  submitted('2026-02-01', 80, { run: 'banked', carriedOver: true }, { learner: 'never' }),
];

it('puts every enrolment in one state, with marks beside it', async () => {
  const { totals } = await overview(states);
  expect(totals).toMatchObject({
    enrolments: 7,
    learners: 6,
    neverStarted: 6,
    current: 4,
    activeLast7Days: 1,
    withdrawn: 2,
    returned: 1,
    lapsed: 0,
    completed: { pass: 0, distinction: 0, fail: 0, other: 1 },
  });
});

it('counts a lapse where the course states a period, and who came back from one', async () => {
  const period = fact('CourseDescribed', '2025-01-01', { lapseAfter: { days: 30 } }, { learner: 'course:c' });
  const again = fact('ContentViewed', '2026-06-20', { content: 'x' }, { learner: 'back' });
  const { totals } = await overview([...states, period, again]);
  // Silent: never (both), as "active" and "back" were seen in June; those two came back.
  expect(totals).toMatchObject({ current: 4, lapsed: 2, returned: 2 });
});

it('answers as known at an earlier time', async () => {
  const words = [
    fact('Enrolled', '2026-01-01'),
    fact('CourseCompleted', '2026-02-01', { result: 'pass' }, { told: '2026-03-01' }),
  ];
  const before = await overview(words, { asOf: '2026-02-15T00:00:00Z' });
  expect(before.totals).toMatchObject({ current: 1, completed: { pass: 0 } });
  expect(before.meta).toMatchObject({ asOf: '2026-02-15T00:00:00.000Z', dataThrough: '2026-01-01T00:00:00.000Z' });
  expect((await ask()).totals).toMatchObject({ current: 0, completed: { pass: 1 } });
});

it('filters by course, run, attributes of the enrolment and of the person, and groups', async () => {
  const of = ([learner, course, run, team]: readonly [string, string, string, string], level: number) =>
    [
      fact('Enrolled', '2026-01-01', { course, run, attributes: { level } }, { learner }),
      fact('PersonDescribed', '2025-01-01', {}, { learner }),
      submitted('2026-02-01', level * 10, { course, run }, { learner }),
    ].map((words) =>
      words.type === 'learning.PersonDescribed' ? { ...words, data: { attributes: { team } } } : words,
    );
  const words = [
    ...of(['a', 'c', '1', 'red'], 3),
    ...of(['b', 'c', '2', 'red'], 5),
    ...of(['d', 'k', '1', 'blue'], 10),
  ];
  const all = await overview(words, { by: 'run' });
  expect(all.rows.map(({ course, run, enrolments }) => [course, run, enrolments])).toEqual([
    ['c', '1', 1],
    ['c', '2', 1],
    ['k', '1', 1],
  ]);
  expect(all.enrolmentsOverTime).toEqual([{ week: '2025-12-29', enrolments: 3 }]);
  expect(all.scoreDistribution).toEqual([
    { from: 0.3, to: 0.4, results: 1 },
    { from: 0.5, to: 0.6, results: 1 },
    { from: 0.9, to: 1, results: 1 },
  ]);
  const only = async (...where: object[]) =>
    (await ask({ where })).rows.map(({ course, ...row }) => [course, row.enrolments, row.assessments.submitted]);
  expect(await only({ field: 'person.team', op: 'eq', value: 'red' })).toEqual([['c', 2, 2]]);
  expect(await only({ field: 'person.team', op: 'ne', value: 'red' })).toEqual([['k', 1, 1]]);
  expect(
    await only({ field: 'enrolment.level', op: 'gt', value: 3 }, { field: 'course', op: 'eq', value: 'c' }),
  ).toEqual([['c', 1, 1]]);
  expect(await only({ field: 'enrolment.level', op: 'in', value: ['3', 10] })).toEqual([
    ['c', 1, 1],
    ['k', 1, 1],
  ]);
  expect(await only({ field: 'enrolment.nothing', op: 'exists' })).toEqual([]);
  expect(await only({ field: 'person.team', op: 'contains', value: "'; DROP TABLE facts --" })).toEqual([]);
  expect(await only({ field: 'run', op: 'eq', value: '1' })).toEqual([
    ['c', 1, 1],
    ['k', 1, 1],
  ]);
});

it('has an answer without any facts', async () => {
  const { totals, rows, meta } = await overview([]);
  expect([totals.enrolments, totals.completionRate, totals.assessments.medianScaled, rows]).toEqual([
    0,
    null,
    null,
    [],
  ]);
  expect(meta).toMatchObject({ dataThrough: null, factsRead: 0 });
});
