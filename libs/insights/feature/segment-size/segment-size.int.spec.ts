import { type Asker, type SegmentSizeAnswer, segmentSizeQuestion } from '@laurel/contracts';
import { derivedReadModels, migrateReadModels } from '@laurel/insights-read-model';
import { factsOf, type FactWords, insertFacts, openTestWarehouse, ordersOf, type TestWarehouse } from '@laurel/testing';
import { askSegmentSize, segmentSizeTable } from './segment-size.question.ts';

let test: TestWarehouse;
beforeAll(async () => {
  test = await openTestWarehouse();
  await migrateReadModels(test.warehouse);
});
afterAll(() => test.drop());

const owner: Asker = { id: 'owner', scopes: new Set(['ask']), sees: 'everyone' };
const now = new Date('2026-06-30T00:00:00Z');
const ask = (question: object) =>
  askSegmentSize(test.warehouse, segmentSizeQuestion.parse(question), { asker: owner, now, limits: {} });

/** The answer, which is the same told once, twice, and in other orders. */
const sizes = async (words: readonly FactWords[], question: object): Promise<SegmentSizeAnswer> => {
  const answers: SegmentSizeAnswer[] = [];
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

const fact = (type: string, at: string, learner: string, data: object = {}): FactWords => ({
  type: `learning.${type}` as FactWords['type'],
  at,
  learner,
  data: { course: 'c', ...data },
});
const words = [
  fact('Enrolled', '2026-01-01', 'ann'),
  fact('Enrolled', '2026-01-01', 'ann', { run: 'r' }),
  fact('Enrolled', '2026-02-01', 'bob'),
  fact('Enrolled', '2026-01-01', 'cem', { course: 'k' }),
  { ...fact('CourseStarted', '2026-03-01', 'bob'), id: 'mistake' },
  { ...fact('Voided', '2026-04-01', 'bob'), data: { of: { source: 'lms', id: 'mistake' } } },
  fact('CourseCompleted', '2026-05-01', 'cem', { course: 'k' }),
];
const idle = {
  is: 'and',
  all: [
    { is: 'state', state: 'current' },
    { is: 'notPerformed', events: [{ event: 'learning.CourseStarted' }], called: 'start' },
  ],
};

it('counts enrolments and people, among those of the conditions', async () => {
  expect(await sizes(words, { criterion: idle })).toMatchObject({
    segment: { enrolments: 3, learners: 2 },
    among: { enrolments: 4, learners: 3 },
    trend: [],
  });
  const where = [{ field: 'course', op: 'eq', value: 'k' }];
  expect(await ask({ criterion: idle, where })).toMatchObject({
    segment: { enrolments: 0, learners: 0 },
    among: { enrolments: 1, learners: 1 },
  });
});

it('goes back in time, each moment as known then', async () => {
  const moments = ['2026-04-15T00:00:00Z', '2026-03-15T00:00:00Z', '2026-01-15T00:00:00Z', '2025-01-01T00:00:00Z'];
  const { trend, meta } = await sizes(words, { criterion: idle, moments, asOf: '2026-06-01T00:00:00Z' });
  expect(trend.map(({ asOf, segment }) => [asOf.slice(0, 10), segment.enrolments, segment.learners])).toEqual([
    ['2025-01-01', 0, 0],
    ['2026-01-15', 3, 2],
    ['2026-03-15', 3, 2],
    ['2026-04-15', 4, 3],
  ]);
  expect(meta.asOf).toBe('2026-06-01T00:00:00.000Z');
});

it('is a table with a line for each time', async () => {
  const lines = segmentSizeTable(await sizes(words, { criterion: idle, moments: ['2026-03-15T00:00:00Z'] }));
  expect(lines).toMatchObject([
    { asOf: '2026-03-15T00:00:00.000Z', segment: { enrolments: 3 } },
    { asOf: '2026-06-30T00:00:00.000Z', segment: { enrolments: 3 }, among: { learners: 3 } },
  ]);
});

it('has an answer without any facts', async () => {
  expect(await sizes([], { criterion: idle })).toMatchObject({
    segment: { enrolments: 0, learners: 0 },
    among: { enrolments: 0, learners: 0 },
  });
});
