import { type Asker, type CompareAnswer, compareQuestion } from '@laurel/contracts';
import { derivedReadModels, migrateReadModels } from '@laurel/insights-read-model';
import { factsOf, type FactWords, insertFacts, openTestWarehouse, ordersOf, type TestWarehouse } from '@laurel/testing';
import { askCourseOverview } from '../course-overview/course-overview.question.ts';
import { askCompare } from './compare.question.ts';

let test: TestWarehouse;
beforeAll(async () => {
  test = await openTestWarehouse();
  await migrateReadModels(test.warehouse);
});
afterAll(() => test.drop());

const owner: Asker = { id: 'owner', scopes: new Set(['ask']), sees: 'everyone' };
const asking = { asker: owner, now: new Date('2026-06-30T00:00:00Z'), limits: {} };
const ask = (question: object) => askCompare(test.warehouse, compareQuestion.parse(question), asking);

/** The answer, which is the same told once, twice, and in other orders. */
const compared = async (words: readonly FactWords[], question: object): Promise<CompareAnswer> => {
  const answers: CompareAnswer[] = [];
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
const scored = (learner: string, assessment: string, raw: number) =>
  fact('AssessmentSubmitted', '2026-02-01', learner, { assessment, score: { raw, max: 100 } });

/** Ten of red, of whom eight finish and six pass; five of blue, of whom two finish and pass. */
const teams: readonly FactWords[] = [...'abcdefghij', ...'12345'].flatMap((learner, n) => {
  const team = n < 10 ? 'red' : 'blue';
  const finishes = n < 10 ? n < 8 : n < 12;
  const result = n < 6 || n >= 10 ? 'pass' : 'fail';
  return [
    { ...fact('PersonDescribed', '2025-01-01', learner), data: { attributes: { team } } },
    fact('Enrolled', n % 2 === 0 ? '2026-01-01' : '2026-03-01', learner),
    ...(finishes ? [fact('CourseCompleted', '2026-03-02', learner, { result })] : []),
  ];
});

it('holds each group against the largest, with the intervals of Wilson and Newcombe', async () => {
  const { groups, leftOut, intervals } = await compared(teams, { by: 'person.team' });
  expect(groups.map(({ value, baseline, enrolments }) => [value, baseline, enrolments])).toEqual([
    ['red', true, 10],
    ['blue', false, 5],
  ]);
  const [red, blue] = [groups[0]!, groups[1]!];
  const difference = blue.differences!.finished!;
  // R: prop.test(8, 10, correct = FALSE), prop.test(2, 5, correct = FALSE).
  expect(red.rates.finished).toMatchObject({ count: 8, of: 10, rate: 0.8, small: false });
  expect(red.rates.finished.lower).toBeCloseTo(0.490162471537, 9);
  expect(red.rates.finished.upper).toBeCloseTo(0.943317848546, 9);
  expect(blue.rates.finished.lower).toBeCloseTo(0.117620774233, 9);
  expect(blue.rates.finished.upper).toBeCloseTo(0.769275718724, 9);
  expect(red.rates.passed).toMatchObject({ count: 6, of: 8, rate: 0.75 });
  expect(red.differences).toBeNull();
  // By hand, of these limits: -0.4 - sqrt((0.4 - 0.1176)^2 + (0.9433 - 0.8)^2), -0.4 + sqrt((0.7693 - 0.4)^2 + (0.8 - 0.4902)^2).
  expect(difference).toMatchObject({ small: false });
  expect(difference.estimate).toBeCloseTo(-0.4, 12);
  expect(difference.lower).toBeCloseTo(-0.7166670694226, 9);
  expect(difference.upper).toBeCloseTo(0.0820413369032, 9);
  expect(blue.differences!.score).toBeNull();
  expect([leftOut, intervals.differences]).toEqual([0, 4]);
  expect(intervals.missedByChance).toBeCloseTo(0.2, 12);
});

it('has the same figures as the overview of each group', async () => {
  const { groups } = await compared([...teams, scored('a', 'x', 50), scored('a', 'y', 100), scored('1', 'x', 30)], {
    by: 'person.team',
  });
  for (const team of ['red', 'blue']) {
    const where = [{ field: 'person.team', op: 'eq' as const, value: team }];
    const { totals } = await askCourseOverview(test.warehouse, { where, by: 'course' }, asking);
    expect(groups.find(({ value }) => value === team)).toMatchObject(totals);
  }
});

it('holds mean scores of enrolments against each other, with the interval of Welch', async () => {
  const raw = { a: [60, 80], b: [90], c: [50], d: [70], '1': [40], '2': [50], '3': [30, 50] };
  const scores = Object.entries(raw).flatMap(([learner, all]) => all.map((one, n) => scored(learner, `x${n}`, one)));
  const { groups } = await compared([...teams, ...scores], { by: 'person.team', smallBelow: 4 });
  const [red, blue] = groups.map(({ score }) => score);
  // Means of the enrolments: 0.7, 0.9, 0.5, 0.7 and 0.4, 0.5, 0.4.
  expect(red).toMatchObject({
    enrolments: 4,
    mean: expect.closeTo(0.7, 12),
    standardDeviation: expect.closeTo(0.163299316186, 9),
  });
  expect(blue).toMatchObject({
    enrolments: 3,
    mean: expect.closeTo(1.3 / 3, 12),
    standardDeviation: expect.closeTo(0.057735026919, 9),
  });
  // R: t.test(c(.4, .5, .4), c(.7, .9, .5, .7)).
  expect(groups[1]?.differences?.score).toMatchObject({ estimate: expect.closeTo(-0.2666667, 6), small: true });
  const { lower, upper } = groups[1]!.differences!.score!;
  expect([lower, upper]).toEqual([expect.closeTo(-0.5135095254989, 9), expect.closeTo(-0.0198238078345, 9)]);
});

it('takes a stated baseline, those of whom nothing is known, and marks what is small', async () => {
  const more = [fact('Enrolled', '2026-01-01', 'stranger'), fact('Enrolled', '2026-01-01', 'other', { course: 'k' })];
  const question = { by: 'person.team', where: [{ field: 'course', op: 'eq', value: 'c' }] };
  const { groups } = await compared([...teams, ...more], { ...question, baseline: null });
  expect(groups.map(({ value, baseline, rates }) => [value, baseline, rates.finished.small])).toEqual([
    ['red', false, false],
    ['blue', false, false],
    [null, true, true],
  ]);
  expect(groups[0]?.differences?.finished).toMatchObject({ estimate: 0.8, small: true });
  expect(groups[0]?.differences?.passed).toBeNull();
  const limited = await ask({ ...question, baseline: null, limit: 2 });
  expect([limited.groups.map(({ value }) => value), limited.leftOut]).toEqual([['red', null], 1]);
  const unknown = await ask({ ...question, baseline: 'green' });
  expect(unknown.groups.at(-1)).toMatchObject({ value: 'green', baseline: true, enrolments: 0, completionRate: null });
  expect(unknown.groups[0]?.differences?.finished).toBeNull();
});

it('compares courses, runs, attributes of the enrolment, and periods by when they began', async () => {
  const words = [
    fact('Enrolled', '2026-01-01', 'a', { run: 'r', attributes: { level: 1 } }),
    fact('Enrolled', '2026-02-01', 'b', { run: 'q', attributes: { level: 2 } }),
    fact('Enrolled', '2026-02-01', 'c', { course: 'k', run: 'r', attributes: { level: 2 } }),
    fact('Enrolled', '2026-03-01', 'd', { course: 'k', run: 'r' }),
  ];
  const values = async (question: object) =>
    (await compared(words, question)).groups.map(({ value, enrolments }) => [value, enrolments]);
  expect(await values({ by: 'course' })).toEqual([
    ['c', 2],
    ['k', 2],
  ]);
  expect(await values({ by: 'run' })).toEqual([
    ['r', 3],
    ['q', 1],
  ]);
  expect(await values({ by: 'enrolment.level' })).toEqual([
    ['2', 2],
    [null, 1],
    ['1', 1],
  ]);
  const periods = [
    { name: 'later', from: '2026-02-01T00:00:00Z', to: '2026-03-01T00:00:00Z' },
    { name: 'first', from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' },
    { name: 'empty', from: '2027-01-01T00:00:00Z', to: '2027-02-01T00:00:00Z' },
  ];
  expect(await values({ periods })).toEqual([
    ['later', 2],
    ['first', 1],
    ['empty', 0],
  ]);
  expect((await ask({ periods, baseline: 'first', limit: 2 })).groups.map(({ baseline }) => baseline)).toEqual([
    false,
    true,
    false,
  ]);
});

it('answers as known at an earlier time, and without what was taken back', async () => {
  const words = [
    ...teams,
    { ...fact('CourseCompleted', '2026-04-01', '5'), id: 'mistake', told: '2026-05-01' },
    { ...fact('Voided', '2026-06-01', '5'), data: { of: { source: 'lms', id: 'mistake' } } },
  ];
  await compared(words, { by: 'person.team' });
  const finished = async (asOf: string) =>
    (await ask({ by: 'person.team', asOf })).groups.map(({ rates }) => rates.finished.count);
  expect(await finished('2026-04-15T00:00:00Z')).toEqual([8, 2]);
  expect(await finished('2026-05-15T00:00:00Z')).toEqual([8, 3]);
  expect(await finished('2026-06-15T00:00:00Z')).toEqual([8, 2]);
});

it('has an answer without any facts', async () => {
  expect(await compared([], { by: 'course' })).toMatchObject({ groups: [], leftOut: 0, intervals: { differences: 0 } });
});
