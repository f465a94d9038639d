import { type Asker, type CoverageAnswer, coverageQuestion } from '@laurel/contracts';
import { derivedReadModels, migrateReadModels } from '@laurel/insights-read-model';
import { factsOf, type FactWords, insertFacts, openTestWarehouse, ordersOf, type TestWarehouse } from '@laurel/testing';
import { askCoverage } from './coverage.question.ts';

let test: TestWarehouse;
beforeAll(async () => {
  test = await openTestWarehouse();
  await migrateReadModels(test.warehouse);
});
afterAll(() => test.drop());

const owner: Asker = { id: 'owner', scopes: new Set(['ask']), sees: 'everyone' };
const now = new Date('2026-06-30T00:00:00Z');
const ask = (question: object = {}) =>
  askCoverage(test.warehouse, coverageQuestion.parse({ course: 'c', by: 'person.team', ...question }), {
    asker: owner,
    now,
    limits: {},
  });

/** The answer, which is the same told once, twice, and in other orders. */
const covered = async (words: readonly FactWords[], question: object = {}): Promise<CoverageAnswer> => {
  const answers: CoverageAnswer[] = [];
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
const described = (learner: string, attributes: object, at = '2025-01-01'): FactWords => ({
  ...fact('PersonDescribed', at, learner),
  data: { attributes },
});
const done = (learner: string, at: string, result?: string, more: object = {}) => [
  fact('Enrolled', '2025-02-01', learner, more),
  fact('CourseCompleted', at, learner, { ...(result ? { result } : {}), ...more }),
];
const numbers = ({ rows }: CoverageAnswer) =>
  rows.map(({ value, people, done: all, valid, credited, missing }) => [value, people, all, valid, credited, missing]);

const people = [
  ...['a', 'b', 'c', 'd', 'e'].map((learner) => described(learner, { team: 'red', site: 'x' })),
  ...['f', 'g'].map((learner) => described(learner, { team: 'blue', site: 'x' })),
  described('g', { team: 'red', site: 'y' }, '2025-06-01'),
  ...done('a', '2026-06-01', 'pass'),
  ...done('b', '2025-06-01', 'distinction'),
  ...done('c', '2026-06-01', 'fail'),
  ...done('d', '2026-06-01'),
  fact('Enrolled', '2026-01-01', 'e'),
  fact('CreditGranted', '2026-01-01', 'f', { basis: 'external', validUntil: '2026-07-01T00:00:00Z' }),
  ...done('stranger', '2026-06-01', 'pass'),
];

it('counts each person once, in the latest team, against a target', async () => {
  const answer = await covered(people, { target: 0.5 });
  expect(numbers(answer)).toEqual([
    ['blue', 1, 1, 1, 1, 0],
    ['red', 6, 2, 2, 0, 1],
  ]);
  expect(answer.total).toMatchObject({ people: 7, done: 3, valid: 3, credited: 1, missing: 1 });
  expect(answer.rows[1]?.rate).toMatchObject({ count: 2, of: 6, rate: 1 / 3, small: false });
  // R: prop.test(2, 6, correct = FALSE).
  expect(answer.rows[1]?.rate.lower).toBeCloseTo(0.0967714, 6);
  expect(answer.rows[1]?.rate.upper).toBeCloseTo(0.7000067, 6);
  expect(answer.rows[0]?.rate.small).toBe(true);
});

it('counts the completions that are asked for, for as long as they are valid', async () => {
  await covered(people);
  const red = async (question: object) => numbers(await ask(question))[1]!.slice(2, 4);
  expect(await red({ result: 'any' })).toEqual([4, 4]);
  expect(await red({ result: 'distinction' })).toEqual([1, 1]);
  expect(await red({ validFor: { days: 365 } })).toEqual([2, 1]);
  expect(await red({ result: 'any', validFor: { days: 29 } })).toEqual([4, 0]);
  expect(await red({ result: 'any', validFor: { days: 29.5 } })).toEqual([4, 3]);
  // The credit has run out: still done, no longer valid.
  const later = await ask({ asOf: '2026-07-02T00:00:00Z' });
  expect(numbers(later)[0]).toEqual(['blue', 1, 1, 0, 0, null]);
});

it('takes the valid round of a course that repeats, and the latest result of an enrolment', async () => {
  const yearly = [
    { ...fact('CourseDescribed', '2025-01-01', 'course:c'), data: { course: 'c', repeats: true } },
    described('a', { team: 'red' }),
    ...done('a', '2026-02-01', 'pass'),
    fact('Enrolled', '2026-03-01', 'a'),
    fact('CourseCompleted', '2026-04-01', 'a', { result: 'fail' }),
  ];
  expect(numbers(await covered(yearly, { validFor: { days: 365 } }))).toEqual([['red', 1, 1, 1, 0, null]]);
  expect(numbers(await covered(yearly.slice(1)))).toEqual([['red', 1, 0, 0, 0, null]]);
});

it('asks only those who are assigned, or required: the latest telling counts, and a waiver ends it', async () => {
  const assigned = (learner: string, at: string, more: object = {}) =>
    fact('Assigned', at, learner, { by: 'rule', required: true, ...more });
  const words = [
    ...people,
    assigned('a', '2026-01-01'),
    assigned('b', '2026-01-01', { required: false }),
    assigned('c', '2026-01-01', { assignment: 'x' }),
    fact('AssignmentWaived', '2026-01-02', 'c', { assignment: 'y' }),
    assigned('d', '2026-01-01', { assignment: 'x' }),
    fact('AssignmentWaived', '2026-01-01', 'd'),
    assigned('e', '2026-01-01'),
    assigned('e', '2026-01-02', { required: false }),
    assigned('stranger', '2026-01-01'),
    assigned('f', '2026-01-01', { course: 'k' }),
  ];
  expect(numbers(await covered(words, { among: 'assigned' }))).toEqual([
    ['red', 4, 2, 2, 0, null],
    [null, 1, 1, 1, 0, null],
  ]);
  expect(numbers(await ask({ among: 'required' }))).toEqual([
    ['red', 2, 1, 1, 0, null],
    [null, 1, 1, 1, 0, null],
  ]);
});

it('filters by other attributes, answers as known earlier, and without what was taken back', async () => {
  const words = [
    ...people,
    { ...fact('CourseCompleted', '2026-03-01', 'e', { result: 'pass' }), id: 'mistake', told: '2026-04-01' },
    { ...fact('Voided', '2026-05-01', 'e'), data: { of: { source: 'lms', id: 'mistake' } } },
  ];
  await covered(words);
  const where = [{ field: 'person.site', op: 'eq', value: 'x' }];
  expect(numbers(await ask({ where }))[1]).toEqual(['red', 5, 2, 2, 0, null]);
  const red = async (asOf: string) => numbers(await ask({ asOf })).find(([value]) => value === 'red');
  expect(await red('2026-03-15T00:00:00Z')).toEqual(['red', 6, 1, 1, 0, null]);
  expect(await red('2026-04-15T00:00:00Z')).toEqual(['red', 6, 2, 2, 0, null]);
  expect(await red('2025-03-01T00:00:00Z')).toEqual(['red', 5, 0, 0, 0, null]);
});

it('needs no more people than the share says, whatever the rounding', async () => {
  const words = Array.from({ length: 100 }, (_, n) => described(`l${n}`, { team: 'red' }));
  expect((await covered(words, { target: 0.55 })).total.missing).toBe(55);
  expect((await ask({ target: 0.551 })).total.missing).toBe(56);
});

it('has an answer without any facts', async () => {
  const { total, rows } = await covered([], { target: 0.5 });
  expect([total.people, total.rate.rate, total.missing, rows]).toEqual([0, null, 0, []]);
});
