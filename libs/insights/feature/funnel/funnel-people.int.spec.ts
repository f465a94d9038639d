import { type Asker, funnelPeopleQuestion, funnelReadyMadeQuestion } from '@laurel/contracts';
import { derivedReadModels, type Fact, migrateReadModels } from '@laurel/insights-read-model';
import { factsOf, type FactWords, insertFacts, openTestWarehouse, ordersOf, type TestWarehouse } from '@laurel/testing';
import { askFunnelPeople } from './funnel-people.question.ts';
import { askFunnelReadyMade } from './funnel-ready-made.question.ts';

let test: TestWarehouse;
beforeAll(async () => {
  test = await openTestWarehouse();
  await migrateReadModels(test.warehouse);
});
afterAll(() => test.drop());

const owner: Asker = { id: 'owner', scopes: new Set(['ask']), sees: 'everyone' };
const asking = { asker: owner, now: new Date('2026-06-30T00:00:00Z'), limits: {} };

/** Told once in part, then whole: some of it stands there twice, and is not merged. */
const tell = async (order: readonly Fact[]): Promise<void> => {
  for (const table of ['facts', ...derivedReadModels.map(({ name }) => name)])
    await test.warehouse.command(`TRUNCATE TABLE ${table}`);
  await insertFacts(test.warehouse, order.slice(0, 3));
  await insertFacts(test.warehouse, order);
};

/** What is said of the facts told once, twice, and in other orders: always the same. */
const said = async <Answer>(facts: readonly Fact[], ask: () => Promise<Answer>): Promise<Answer> => {
  const answers: Answer[] = [];
  for (const order of ordersOf(facts)) {
    await tell(order);
    answers.push(await ask());
  }
  const [first, ...others] = answers;
  for (const other of others) expect(other).toEqual(first);
  return first!;
};

const fact = (type: string, at: string, learner: string, more: object = {}): FactWords => ({
  type: `learning.${type}` as FactWords['type'],
  ...{ at, learner, data: { course: 'c' } },
  ...more,
});
const described = (at: string, learner: string, team: string): FactWords => ({
  ...{ type: 'learning.PersonDescribed', at, learner, data: { attributes: { team } } },
});
const steps = [{ event: 'learning.Enrolled' }, { event: 'learning.CourseCompleted' }];

const facts = factsOf([
  ...[described('2025-12-01', 'done', 'red'), described('2025-12-01', 'left', 'red')],
  ...[described('2025-12-01', 'moved', 'red'), described('2026-01-05', 'moved', 'blue')],
  ...['done', 'left', 'moved'].map((learner) => fact('Enrolled', '2026-01-10', learner)),
  fact('Enrolled', '2026-06-25', 'open'),
  fact('CourseCompleted', '2026-01-12', 'done'),
  fact('CourseCompleted', '2026-01-13', 'left', { told: '2026-03-01' }),
]);

const people = async (question: object): Promise<readonly string[]> => {
  const parsed = funnelPeopleQuestion.parse({ steps, step: 1, place: 'reached', ...question });
  const answer = await askFunnelPeople(test.warehouse, parsed, asking);
  return answer.people
    .map(({ learner, times }) => [learner, ...times.map((time) => time.slice(0, 10))].join(' '))
    .sort();
};

it('lists who stands behind a figure with their times, however often and in whatever order it was told', async () => {
  expect(await said(facts, () => people({ step: 2 }))).toEqual([
    'done 2026-01-10 2026-01-12',
    'left 2026-01-10 2026-01-13',
  ]);
  expect(await people({ place: 'dropped' })).toEqual(['moved 2026-01-10']);
  expect(await people({ place: 'open' })).toEqual(['open 2026-06-25']);
});

it('lists them as known at a time: who was not told of yet had not gone on', async () => {
  const asOf = '2026-02-01T00:00:00Z';
  expect(await said(facts, () => people({ place: 'dropped', asOf }))).toEqual(['left 2026-01-10', 'moved 2026-01-10']);
  expect(await people({ step: 2, asOf })).toEqual(['done 2026-01-10 2026-01-12']);
  expect(await people({ place: 'open', asOf: '2026-01-20T00:00:00Z' })).toEqual([
    'left 2026-01-10',
    'moved 2026-01-10',
  ]);
});

it('lists them by what was told of them when they entered', async () => {
  const breakdown = { by: 'person.team' };
  const ofTeam = (breakdownValue: string | null) => people({ breakdown, breakdownValue });
  expect(await said(facts, () => ofTeam('red'))).toEqual(['done 2026-01-10 2026-01-12', 'left 2026-01-10 2026-01-13']);
  expect(await ofTeam('blue')).toEqual(['moved 2026-01-10']);
  expect(await ofTeam(null)).toEqual(['open 2026-06-25']);
});

it('gives every page the moment of the first', async () => {
  await tell(facts);
  const ask = async (page: object) =>
    askFunnelPeople(
      test.warehouse,
      funnelPeopleQuestion.parse({ steps, step: 1, place: 'reached', asOf: '2026-02-01T00:00:00Z', page }),
      asking,
    );
  const first = await ask({ size: 2 });
  const second = await ask({ size: 2, after: first.next });
  expect([first.people.length, second.people.length, second.next]).toEqual([2, 1, null]);
  expect(second.meta.asOf).toBe(first.meta.asOf);
  const listed = [...first.people, ...second.people].map(({ learner }) => learner);
  expect(listed.sort()).toEqual(['done', 'left', 'moved']);
});

it('makes the funnel of a course from what was known of it, however often and in whatever order it was told', async () => {
  const course = (at: string, module: string, more: object = {}): FactWords => ({
    ...{ type: 'learning.CourseDescribed', at, learner: 'course:c', data: { course: 'c', modules: [{ id: module }] } },
    ...more,
  });
  const descriptions = factsOf([
    course('2026-01-01', 'first'),
    course('2026-02-01', 'second'),
    course('2026-03-01', 'late', { told: '2026-05-01' }),
    course('2026-01-15', 'older', { told: '2026-06-01' }),
  ]);
  const module = async (asOf?: string): Promise<string | undefined> => {
    const asked = funnelReadyMadeQuestion.parse({ course: 'c', kind: 'modules', ...(asOf ? { asOf } : {}) });
    return (await askFunnelReadyMade(test.warehouse, asked, asking)).question.steps[1]?.name;
  };
  const known = () =>
    Promise.all([
      module(),
      module('2026-01-20T00:00:00Z'),
      module('2026-04-01T00:00:00Z'),
      module('2026-05-01T00:00:00Z'),
    ]);
  expect(await said(descriptions, known)).toEqual(['late', 'first', 'second', 'late']);
  await tell([]);
  await expect(module()).rejects.toMatchObject({ status: 400 });
});
