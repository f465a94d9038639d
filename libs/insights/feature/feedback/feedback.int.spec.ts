import { type Asker, type FeedbackAnswer, feedbackQuestion } from '@laurel/contracts';
import { derivedReadModels, migrateReadModels } from '@laurel/insights-read-model';
import { factsOf, type FactWords, insertFacts, openTestWarehouse, ordersOf, type TestWarehouse } from '@laurel/testing';
import { askFeedback, feedbackTable } from './feedback.question.ts';

let test: TestWarehouse;
beforeAll(async () => {
  test = await openTestWarehouse();
  await migrateReadModels(test.warehouse);
});
afterAll(() => test.drop());

const owner: Asker = { id: 'owner', scopes: new Set(['ask']), sees: 'everyone' };
const now = new Date('2026-06-30T00:00:00Z');
const ask = (question: object = {}) =>
  askFeedback(test.warehouse, feedbackQuestion.parse(question), { asker: owner, now, limits: {} });

/** The answer, which is the same told once, twice, and in other orders. */
const said = async (words: readonly FactWords[], question: object = {}): Promise<FeedbackAnswer> => {
  const answers: FeedbackAnswer[] = [];
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
const rated = (learner: string, rating: number, more: object = {}, at = '2026-03-01') =>
  fact('FeedbackGiven', at, learner, { rating, scale: 5, ...more });

const four = [
  ...['ann', 'bob', 'cem', 'dua'].map((learner) => fact('Enrolled', '2026-01-01', learner)),
  fact('CourseCompleted', '2026-02-01', 'ann', { result: 'pass' }),
  fact('Withdrawn', '2026-02-01', 'bob', { reason: 'no time' }),
  fact('Withdrawn', '2026-02-01', 'cem', { reason: 'too easy' }),
  fact('Withdrawn', '2026-02-02', 'cem'),
  rated('ann', 5, { question: 'useful?', comment: 'my name is Ann' }),
  rated('ann', 2, { question: 'useful?' }, '2026-02-01'),
  rated('ann', 8, { question: 'length?', scale: 10 }),
  rated('bob', 2, { question: 'useful?' }),
  rated('dua', 4),
  rated('nobody', 1),
];

it('puts what was said beside what was done', async () => {
  const { total, rows } = await said(four);
  expect(
    rows.map(({ course, run, state, enrolments, response }) => [course, run, state, enrolments, response.count]),
  ).toEqual([
    ['c', null, 'current', 1, 1],
    ['c', null, 'withdrawn', 2, 1],
    ['c', null, 'completed', 1, 1],
  ]);
  expect(rows[2]?.ratings).toEqual([
    { question: 'length?', scale: 10, ratings: 1, mean: 8, distribution: [{ rating: 8, ratings: 1 }] },
    { question: 'useful?', scale: 5, ratings: 1, mean: 5, distribution: [{ rating: 5, ratings: 1 }] },
  ]);
  expect(rows[1]).toMatchObject({
    withdrew: 2,
    reasons: [{ reason: 'no time', enrolments: 1 }],
    withoutReason: 1,
    otherReasons: 0,
  });
  expect(total).toMatchObject({ enrolments: 4, response: { count: 3, of: 4, rate: 0.75, small: true } });
  expect(total.ratings.find(({ question }) => question === 'useful?')).toEqual({
    ...{ question: 'useful?', scale: 5, ratings: 2, mean: 3.5 },
    distribution: [
      { rating: 2, ratings: 1 },
      { rating: 5, ratings: 1 },
    ],
  });
  expect(total.ratings.find(({ question }) => question === null)).toMatchObject({ ratings: 1, mean: 4 });
});

it('never says a comment', async () => {
  expect(JSON.stringify(await said(four))).not.toContain('my name is Ann');
});

it('asks for one question, and for those that name none', async () => {
  await said(four);
  expect((await ask({ question: 'useful?' })).total).toMatchObject({
    response: { count: 2 },
    ratings: [{ ratings: 2 }],
  });
  expect((await ask({ question: '' })).total).toMatchObject({ response: { count: 1 }, ratings: [{ mean: 4 }] });
});

it('finds the enrolment of each, and the reason of who came back', async () => {
  const words = [
    fact('Enrolled', '2026-01-01', 'ann', { run: 'a' }),
    fact('Enrolled', '2026-02-01', 'ann', { run: 'b', registration: '7' }),
    rated('ann', 1, { run: 'a' }),
    rated('ann', 3, {}, '2026-03-01'),
    fact('Withdrawn', '2026-03-01', 'ann', { run: 'a', reason: 'ill' }),
    fact('Enrolled', '2026-04-01', 'ann', { run: 'a' }),
  ];
  const { rows } = await said(words, { by: 'run' });
  expect(rows.map(({ run, state, ratings, reasons }) => [run, state, ratings[0]?.mean, reasons[0]?.reason])).toEqual([
    ['a', 'current', 1, 'ill'],
    ['b', 'current', 3, undefined],
  ]);
});

it('keeps the fifty most frequent reasons apart and counts the others', async () => {
  const words = Array.from({ length: 60 }, (_, n) => [
    fact('Enrolled', '2026-01-01', `l${n}`),
    fact('Withdrawn', '2026-02-01', `l${n}`, { reason: n < 5 ? 'the same' : `reason ${n}` }),
  ]).flat();
  const { total } = await said(words);
  expect(total).toMatchObject({ withdrew: 60, withoutReason: 0, otherReasons: 6 });
  expect([total.reasons.length, total.reasons[0]]).toEqual([50, { reason: 'the same', enrolments: 5 }]);
});

it('filters, answers as known earlier, and without what was taken back', async () => {
  const words = [
    ...four,
    { ...rated('cem', 1, {}, '2026-04-01'), id: 'mistake', told: '2026-05-01' },
    { ...fact('Voided', '2026-06-01', 'cem'), data: { of: { source: 'lms', id: 'mistake' } } },
  ];
  await said(words);
  const responded = async (question: object) => (await ask(question)).total.response.count;
  expect(await responded({ asOf: '2026-04-15T00:00:00Z' })).toBe(3);
  expect(await responded({ asOf: '2026-05-15T00:00:00Z' })).toBe(4);
  expect(await responded({})).toBe(3);
  expect(await responded({ where: [{ field: 'course', op: 'eq', value: 'k' }] })).toBe(0);
});

it('is a table with a line for each group and question', async () => {
  const lines = feedbackTable(await said(four));
  expect(lines).toHaveLength(4);
  expect(lines[1]).toMatchObject({
    state: 'withdrawn',
    question: 'useful?',
    mean: 2,
    distribution: '2: 1',
    reasons: 'no time (1)',
  });
});

it('has an answer without any facts', async () => {
  expect(await said([])).toMatchObject({
    total: { enrolments: 0, response: { rate: null }, ratings: [], withdrew: 0, reasons: [], otherReasons: 0 },
    rows: [],
  });
});
