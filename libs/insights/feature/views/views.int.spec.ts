import { type Asker, courseOverviewQuestion } from '@laurel/contracts';
import { derivedReadModels, type Fact, migrateReadModels } from '@laurel/insights-read-model';
import { factsOf, type FactWords, insertFacts, openTestWarehouse, ordersOf, type TestWarehouse } from '@laurel/testing';
import { askCourseOverview } from '../course-overview/course-overview.question.ts';
import { migrateViews } from './views.ts';

let test: TestWarehouse;
beforeAll(async () => {
  test = await openTestWarehouse();
  await migrateReadModels(test.warehouse);
  await migrateViews(test.warehouse);
  await migrateViews(test.warehouse); // another process starts
});
afterAll(() => test.drop());

const owner: Asker = { id: 'owner', scopes: new Set(['ask']), sees: 'everyone' };
const fact = (type: string, at: string, learner: string, data: object = {}): FactWords => ({
  type: `learning.${type}` as FactWords['type'],
  ...{ at, learner, data: { course: 'c', ...data } },
});
const words: readonly FactWords[] = [
  fact('CourseDescribed', '2026-01-01', 'course:c', { lapseAfter: { days: 30 } }),
  fact('Enrolled', '2026-01-05', 'never'),
  fact('Enrolled', '2026-01-06', 'done'),
  fact('Progressed', '2026-01-10', 'done', { share: 0.5 }),
  fact('CourseCompleted', '2026-01-20', 'done', { result: 'pass' }),
  fact('Withdrawn', '2026-01-25', 'done'),
  fact('Enrolled', '2026-01-07', 'back'),
  fact('Withdrawn', '2026-01-12', 'back'),
  fact('Enrolled', '2026-02-01', 'back'),
  fact('Enrolled', '2026-01-08', 'taken-back'),
  { ...fact('Voided', '2026-01-09', 'taken-back'), data: { of: { source: 'lms', id: 'f9' } } },
];

const told = async (facts: readonly Fact[]): Promise<void> => {
  for (const table of ['facts', ...derivedReadModels.map(({ name }) => name)]) {
    await test.warehouse.command(`TRUNCATE TABLE ${table}`);
  }
  await insertFacts(test.warehouse, facts.slice(0, 6));
  await insertFacts(test.warehouse, facts);
};

it('shows each enrolment as the questions see it, told once, twice and in other orders', async () => {
  for (const order of ordersOf(factsOf(words))) {
    await told(order);
    const rows = await test.warehouse.rows(
      'SELECT learner, toString(enrolled_at) AS enrolled, state, result, lapsed, returned, toString(completed_at) AS done, toString(left_at) AS left FROM enrolment_states ORDER BY learner',
    );
    const of = (learner: string, day: string, more: object) => ({
      ...{ learner, enrolled: `2026-01-${day} 00:00:00.000`, state: 'current', result: '', lapsed: 1, returned: 0 },
      ...{ done: null, left: null, ...more },
    });
    expect(rows).toEqual([
      of('back', '07', { returned: 1, left: '2026-01-12 00:00:00.000' }),
      of('done', '06', { state: 'completed', result: 'pass', lapsed: 0, done: '2026-01-20 00:00:00.000' }),
      of('never', '05', {}),
    ]);
    const [counted] = await test.warehouse.rows<{ facts: string; types: string }>(
      "SELECT count() AS facts, uniqExact(source, id) AS types FROM facts_that_count WHERE type = 'learning.Enrolled'",
    );
    expect(counted).toEqual({ facts: '4', types: '4' });
  }
});

it('adds up to what the overview answers', async () => {
  await told(factsOf(words));
  const asking = { asker: owner, now: new Date(), limits: {} };
  const { totals } = await askCourseOverview(test.warehouse, courseOverviewQuestion.parse({}), asking);
  const [sums] = await test.warehouse.rows(
    `SELECT count() AS enrolments, uniqExact(learner) AS learners, countIf(isNull(last_active_at)) AS neverStarted,
       countIf(state = 'current') AS current, countIf(lapsed) AS lapsed, countIf(returned) AS returned FROM enrolment_states`,
  );
  const { enrolments, learners, neverStarted, current, lapsed, returned } = totals;
  const figures = { enrolments, learners, neverStarted, current, lapsed, returned };
  expect(sums).toEqual(Object.fromEntries(Object.entries(figures).map(([name, count]) => [name, String(count)])));
});
