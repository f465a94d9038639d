import {
  type Asker,
  type CourseFigures,
  courseOverviewFactsQuestion,
  courseOverviewFigure,
  courseOverviewQuestion,
  type FactsBehindAnswer,
} from '@laurel/contracts';
import { migrateReadModels } from '@laurel/insights-read-model';
import { factsOf, type FactWords, insertFacts, openTestWarehouse, type TestWarehouse } from '@laurel/testing';
import { askCourseOverviewFacts } from './course-overview-facts.question.ts';
import { askCourseOverview } from './course-overview.question.ts';

let test: TestWarehouse;
const owner: Asker = { id: 'owner', scopes: new Set(['ask']), sees: 'everyone' };
const asking = { asker: owner, now: new Date('2026-06-30T00:00:00Z'), limits: {} };
const overview = (question: object = {}) =>
  askCourseOverview(test.warehouse, courseOverviewQuestion.parse(question), asking);
const behind = (question: object): Promise<FactsBehindAnswer> =>
  askCourseOverviewFacts(test.warehouse, courseOverviewFactsQuestion.parse(question), asking);
const ids = async (question: object): Promise<string[]> => (await behind(question)).facts.map(({ id }) => id);

const fact = (id: string, type: string, at: string, data: object = {}): FactWords => ({
  type: `learning.${type}` as FactWords['type'],
  at,
  data: { course: 'c', ...data },
  learner: id.split(' ')[0] ?? '',
  id,
});
const submitted = (id: string, at: string, more: object) =>
  fact(id, 'AssessmentSubmitted', at, { assessment: 'exam', ...more });

const words: readonly FactWords[] = [
  { ...fact('course', 'CourseDescribed', '2025-01-01', { lapseAfter: { days: 30 } }), learner: 'course:c' },
  fact('never in', 'Enrolled', '2026-01-01'),
  fact('active in', 'Enrolled', '2026-06-20', { run: 'r' }),
  fact('active view', 'ContentViewed', '2026-06-25', { content: 'x', run: 'r' }),
  fact('gone in', 'Enrolled', '2026-01-01', { run: 'r' }),
  fact('gone out', 'Withdrawn', '2026-01-05', { run: 'r' }),
  fact('back in', 'Enrolled', '2026-01-01'),
  fact('back out', 'Withdrawn', '2026-02-01'),
  fact('back again', 'Enrolled', '2026-06-15'),
  ...(['pass', 'distinction', 'fail'] as const).flatMap((result) => [
    fact(`${result} in`, 'Enrolled', '2026-01-02'),
    submitted(`${result} try`, '2026-02-01', { score: { raw: 10, max: 100 } }),
    submitted(`${result} fix`, '2026-02-02', { score: { raw: 100, max: 100 }, passed: result !== 'fail' }),
    submitted(`${result} unscored`, '2026-02-03', { attempt: 2 }),
    fact(`${result} done`, 'CourseCompleted', '2026-02-04', { result }),
  ]),
  fact('done in', 'Enrolled', '2026-01-02'),
  fact('done done', 'CourseCompleted', '2026-01-03'),
  fact('done in k', 'Enrolled', '2026-01-02', { course: 'k', run: 'r' }),
  fact('void in', 'Enrolled', '2026-01-02'),
  { ...fact('void it', 'Voided', '2026-01-03'), data: { of: { source: 'lms', id: 'void in' } } },
];

beforeAll(async () => {
  test = await openTestWarehouse();
  await migrateReadModels(test.warehouse);
  await insertFacts(test.warehouse, factsOf(words));
  await insertFacts(test.warehouse, factsOf(words)); // told twice
});
afterAll(() => test.drop());

/** The figure of a row at its path, as the facts behind it are counted: of a rate the numerator. */
const figureOf = (row: CourseFigures, path: string): number => {
  const { completed, assessments } = row;
  const passed = completed.pass + completed.distinction;
  const known: Record<string, number> = {
    completionRate: passed + completed.fail + completed.other,
    passRate: passed,
    'assessments.meanScaled': assessments.scored,
    'assessments.medianScaled': assessments.scored,
  };
  const value = path.split('.').reduce((at: unknown, key) => Reflect.get(Object(at), key), row as unknown);
  return known[path] ?? Number(value);
};

it('counts again what the figure says, for every figure, in the totals and in a row', async () => {
  const [{ totals, ...all }, byRun] = await Promise.all([overview(), overview({ by: 'run' })]);
  const run = byRun.rows.find((row) => row.course === 'c' && row.run === '');
  const figures = courseOverviewFigure.options.filter(
    (one) => one !== 'enrolmentsOverTime' && one !== 'scoreDistribution',
  );
  for (const figure of figures) {
    const [ofAll, ofRun] = await Promise.all([
      behind({ figure }),
      behind({ figure, by: 'run', row: { course: 'c', run: '' } }),
    ]);
    const said = [totals, run!].map((row) => [figure, figureOf(row, figure)]);
    expect([ofAll, ofRun].map(({ counted }) => [figure, counted])).toEqual(said);
  }
  expect(figures.filter((figure) => figureOf(totals, figure) === 0)).toEqual([]);
  for (const { week, enrolments } of all.enrolmentsOverTime) {
    expect((await behind({ figure: 'enrolmentsOverTime', week })).counted).toBe(enrolments);
  }
  expect(all.scoreDistribution).toEqual([{ from: 0.9, to: 1, results: 3 }]);
  expect((await behind({ figure: 'scoreDistribution', from: 0.9 })).counted).toBe(3);
}, 120_000);

it('names the facts that make them count, each once', async () => {
  expect(await ids({ figure: 'withdrawn' })).toEqual(['gone in', 'gone out']);
  expect(await ids({ figure: 'returned' })).toEqual(['back in', 'back out', 'back again']);
  expect(await ids({ figure: 'activeLast7Days' })).toEqual(['active in', 'active view']);
  expect(await ids({ figure: 'completed.fail' })).toEqual(['fail in', 'fail done']);
  expect((await ids({ figure: 'assessments.passed' })).sort()).toEqual(['distinction fix', 'pass fix']);
  expect(await ids({ figure: 'enrolments', row: { course: 'k' } })).toEqual(['done in k']);
  expect(await ids({ figure: 'enrolments', where: [{ field: 'course', op: 'eq', value: 'none' }] })).toEqual([]);
  const { meta } = await behind({ figure: 'completed.fail' });
  expect(meta.definition).toEqual({ completed: expect.stringContaining('latest result') });
});

it('comes in pages that fit together, as known at a time', async () => {
  const whole = await ids({ figure: 'lapsed', limit: 1000 });
  const pages: string[] = [];
  for (let after: string | null = ''; after !== null;) {
    const page: FactsBehindAnswer = await behind({ figure: 'enrolments', limit: 4, ...(after ? { after } : {}) });
    pages.push(...page.facts.map(({ id }) => id));
    after = page.next;
  }
  expect(pages).toEqual(await ids({ figure: 'enrolments' }));
  expect(new Set(pages).size).toBe(pages.length);
  expect(whole).toEqual(['never in']);
  // Before it was voided it counted.
  expect(await ids({ figure: 'enrolments', asOf: '2026-01-02T12:00:00Z' })).toContain('void in');
});

it.each([
  [{ figure: 'graduated' }, 'figure'],
  [{}, 'figure'],
  [{ figure: 'enrolments', by: 'run', row: { course: 'c' } }, 'row.run'],
  [{ figure: 'enrolments', row: { course: 'c', run: 'r' } }, 'row.run'],
  [{ figure: 'enrolmentsOverTime' }, 'week'],
  [{ figure: 'enrolments', week: '2026-01-05' }, 'week'],
  [{ figure: 'enrolments', from: 0.1 }, 'from'],
  [{ figure: 'enrolments', after: 'x' }, 'after'],
  [{ figure: 'enrolments', limit: 0 }, 'limit'],
])('says which field of %j makes no sense', (question, path) => {
  const { error } = courseOverviewFactsQuestion.safeParse(question);
  expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
});
