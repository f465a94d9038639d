import { type Asker, type DropoutCurveAnswer, dropoutCurveQuestion } from '@laurel/contracts';
import { derivedReadModels, migrateReadModels } from '@laurel/insights-read-model';
import { factsOf, type FactWords, insertFacts, openTestWarehouse, ordersOf, type TestWarehouse } from '@laurel/testing';
import { askDropoutCurve } from './dropout-curve.question.ts';

let test: TestWarehouse;
beforeAll(async () => {
  test = await openTestWarehouse();
  await migrateReadModels(test.warehouse);
});
afterAll(() => test.drop());

const owner: Asker = { id: 'owner', scopes: new Set(['ask']), sees: 'everyone' };
const now = new Date('2026-06-30T00:00:00Z');
const ask = (question: object) =>
  askDropoutCurve(test.warehouse, dropoutCurveQuestion.parse(question), { asker: owner, now, limits: {} });

const tell = async (words: readonly FactWords[], order = 0): Promise<void> => {
  for (const table of ['facts', ...derivedReadModels.map(({ name }) => name)]) {
    await test.warehouse.command(`TRUNCATE TABLE ${table}`);
  }
  const facts = ordersOf(factsOf(words))[order] ?? [];
  await insertFacts(test.warehouse, facts.slice(0, 3));
  await insertFacts(test.warehouse, facts);
};

const fact = (type: string, learner: string, at: string, data: object = {}): FactWords => ({
  type: `learning.${type}` as FactWords['type'],
  learner,
  at,
  data: { course: 'c', run: 'r', ...data },
});
const described = (data: object): FactWords => fact('CourseDescribed', 'course:c', '2025-06-01', data);
const BEFORE = '2025-12-20';

/** The example of docs/questions/dropout-curve.md. */
const example: FactWords[] = [
  described({ startsAt: '2026-01-01T00:00:00Z', endsAt: '2026-03-02T00:00:00Z' }),
  fact('Enrolled', 'ada', BEFORE, { attributes: { role: 'engineer' } }),
  fact('Withdrawn', 'ada', '2026-01-11'),
  fact('Enrolled', 'ben', BEFORE, { attributes: { role: 'engineer' } }),
  fact('CourseCompleted', 'ben', '2026-01-21', { result: 'pass' }),
  fact('Withdrawn', 'ben', '2026-01-22'),
  fact('Enrolled', 'cem', '2026-01-06', { attributes: { role: 'engineer' } }),
  fact('Withdrawn', 'cem', '2026-01-11'),
  fact('Enrolled', 'dee', BEFORE, { attributes: { role: 'sales' } }),
  fact('Withdrawn', 'dee', '2025-12-30'),
  fact('Enrolled', 'eva', BEFORE, { attributes: { role: 'sales' } }),
  fact('Enrolled', 'fay', '2026-01-01', { timeKnown: false, attributes: { role: 'sales' } }),
  fact('Withdrawn', 'fay', '2026-01-31'),
  fact('Enrolled', 'gus', BEFORE),
  fact('Withdrawn', 'gus', '2026-03-02', { timeKnown: false }),
];
const RUN = { origin: 'run-start' };

const steps = ({ groups }: DropoutCurveAnswer) =>
  groups[0]!.curve.map(({ time, atRisk, events, censored, survival }) => [time, atRisk, events, censored, survival]);
const counts = ({ groups }: DropoutCurveAnswer) =>
  groups.map(({ learners, events, completed, censored, leftOut, notInCohort }) => [
    ...[learners, events, completed, censored, leftOut, notInCohort],
  ]);
const close = (value: number): number => expect.closeTo(value, 12) as unknown as number;

it('is the example worked by hand, told once, twice and in any order', async () => {
  for (const order of [0, 1, 2]) {
    await tell(example, order);
    const answer = await ask({ ...RUN, at: [15], restrictedMeanAt: [30] });
    expect(counts(answer)).toEqual([[6, 3, 1, 3, 0, 1]]);
    expect(steps(answer)).toEqual([
      [10, 6, 2, 0, close(2 / 3)],
      [20, 4, 0, 1, close(2 / 3)],
      [30, 3, 1, 0, close(4 / 9)],
      [60, 2, 0, 2, close(4 / 9)],
    ]);
    const [group] = answer.groups;
    expect(group).toMatchObject({
      value: null,
      median: 30,
      at: [{ time: 15, atRisk: 4, survival: close(2 / 3), standardError: close(Math.sqrt(1 / 27)) }],
      restrictedMean: [{ at: 30, mean: close(10 + (20 * 2) / 3) }],
      completion: [{ time: 20, cumulativeIncidence: close(1 / 6) }],
      dropout: [
        { time: 10, cumulativeIncidence: close(1 / 3) },
        { time: 30, cumulativeIncidence: close(1 / 2) },
      ],
      returns: null,
    });
    expect(group!.hazard.slice(0, 2)).toMatchObject([
      { from: 0, to: 7, events: 0, personTime: 42 },
      { from: 7, to: 14, events: 2, personTime: 34, hazard: close(2 / 34) },
    ]);
    expect([answer.logRank, answer.gray]).toEqual([null, null]);
  }
});

it('keeps the times before the origin where the cohort is everybody', async () => {
  await tell(example);
  const answer = await ask({ ...RUN, cohort: 'all', at: [-3] });
  expect(counts(answer)).toEqual([[7, 4, 1, 3, 0, 0]]);
  expect(steps(answer)[0]).toEqual([-2, 7, 1, 0, close(6 / 7)]);
  expect(answer.groups[0]!.at).toMatchObject([{ survival: 1, atRisk: 7 }]);
  expect(answer.groups[0]!.hazard[0]).toMatchObject({ from: -7, to: 0, events: 1 });
});

it('has late enrollers at risk from their enrolment only, and leaves out whose enrolment has no time', async () => {
  await tell(example);
  const late = await ask({ ...RUN, delayedEntry: true, at: [3, 7] });
  expect(counts(late)).toEqual([[5, 2, 1, 3, 1, 1]]);
  expect(steps(late)[0]).toEqual([10, 5, 2, 0, close(3 / 5)]);
  expect(late.groups[0]!.at.map(({ atRisk }) => atRisk)).toEqual([4, 5]);
  const all = await ask({ ...RUN, delayedEntry: true, cohort: 'all' });
  // dee left before coming under observation.
  expect(counts(all)).toEqual([[5, 2, 1, 3, 2, 0]]);
});

it('counts from the enrolment, for so many days', async () => {
  await tell(example);
  const answer = await ask({ origin: 'enrolment', until: { days: 22 } });
  expect(counts(answer)).toEqual([[6, 3, 0, 3, 1, 0]]);
  expect(steps(answer)).toEqual([
    [5, 6, 1, 0, close(5 / 6)],
    [10, 5, 1, 0, close(4 / 6)],
    [22, 4, 1, 3, close(3 / 6)],
  ]);
});

it('answers as known at an earlier time, to which everybody is followed', async () => {
  await tell(example);
  const answer = await ask({ ...RUN, asOf: '2026-01-21T12:00:00Z' });
  expect(counts(answer)).toEqual([[6, 2, 1, 4, 0, 1]]);
  expect(steps(answer).at(-1)).toEqual([20, 4, 0, 4, close(2 / 3)]);
  // Nobody had left by then, and the run had not begun.
  const early = { ...RUN, asOf: '2025-12-25T00:00:00Z' };
  await expect(ask(early)).rejects.toThrow('nobody told us who left');
  expect(counts(await ask({ ...early, lapse: { days: 90 } }))).toEqual([[0, 0, 0, 0, 5, 0]]);
  expect((await ask({ ...RUN, asOf: '2025-01-01T00:00:00Z' })).groups).toEqual([]);
});

it('compares groups, within strata, without those of whom nothing was told', async () => {
  await tell(example);
  const answer = await ask({ ...RUN, groupBy: 'enrolment.role' });
  expect(answer.groups.map(({ value, learners }) => [value, learners])).toEqual([
    ['engineer', 3],
    ['sales', 2],
    [null, 1],
  ]);
  // At day 10: 5 at risk, 3 of them engineers, 2 leave. At day 30 only sales are left.
  const [expected, variance] = [(2 * 3) / 5, (2 * 3 * 2 * 3) / (25 * 4)];
  expect(answer.logRank).toMatchObject({
    chiSquared: close((2 - expected) ** 2 / variance),
    degreesOfFreedom: 1,
    groups: [
      { value: 'engineer', observed: 2, expected: close(expected) },
      { value: 'sales', observed: 1, expected: close(3 - expected) },
    ],
    strata: 1,
  });
  expect(answer.gray!.dropout.degreesOfFreedom).toBe(1);
  const other = example.map((words) => ({
    ...words,
    learner: `${words.learner}2`,
    data: { ...words.data, run: 'r2' },
  }));
  await tell([...example, ...other, described({ run: 'r2', startsAt: '2026-01-01T00:00:00Z' })]);
  const stratified = await ask({ ...RUN, groupBy: 'enrolment.role', stratifyBy: 'run' });
  expect(stratified.logRank).toMatchObject({ strata: 2, chiSquared: close(2 * ((2 - expected) ** 2 / variance)) });
  expect((await ask({ ...RUN, groupBy: 'run', delayedEntry: true })).gray).toBeNull();
});

it('counts nobody from the start of a course that is no run', async () => {
  const runless = example.map((words): FactWords => ({ ...words, data: { ...words.data, run: undefined } }));
  await tell(runless);
  const answer = await ask(RUN);
  expect(counts(answer)).toEqual([[0, 0, 0, 0, 7, 0]]);
});

const silence: FactWords[] = [
  fact('Enrolled', 'ada', '2026-01-01'),
  fact('CourseStarted', 'ada', '2026-01-05'),
  fact('Progressed', 'ada', '2026-02-04', { share: 0.5 }),
  fact('Enrolled', 'ben', '2026-01-01'),
  fact('CourseStarted', 'ben', '2026-01-05'),
  fact('CourseCompleted', 'ben', '2026-01-09'),
  fact('Enrolled', 'cem', '2026-06-25'),
];

it('refuses where nobody told who left, and takes the lapse period of the course or of the question', async () => {
  await tell(silence);
  await expect(ask({})).rejects.toThrow('nobody told us who left; set a lapse period');
  await expect(ask({ lapse: false })).rejects.toThrow('nobody told us who left');
  const asked = await ask({ lapse: { days: 10 } });
  // ada is silent from the fifth and lapses ten days later, what she does in February is a return.
  expect(steps(asked)).toEqual([
    [5, 3, 0, 1, 1],
    [8, 2, 0, 1, 1],
    [14, 1, 1, 0, 0],
  ]);
  await tell([...silence, described({ run: undefined, lapseAfter: { days: 10 } })]);
  expect(steps(await ask({}))).toEqual(steps(asked));
  await expect(ask({ lapse: false })).rejects.toThrow('nobody told us who left');
  await tell([
    ...silence,
    fact('Withdrawn', 'dee', '2026-01-03', { course: 'k' }),
    fact('Enrolled', 'dee', '2026-01-02', { course: 'k' }),
  ]);
  await expect(ask({ where: [{ field: 'course', op: 'eq', value: 'c' }] })).rejects.toThrow('nobody told us');
  expect(counts(await ask({}))).toEqual([[4, 1, 1, 3, 0, 0]]);
});

it('counts who comes back as returns, over the dropout', async () => {
  await tell([
    ...silence,
    fact('Withdrawn', 'cem', '2026-06-26'),
    fact('Enrolled', 'cem', '2026-06-27'),
    fact('Withdrawn', 'cem', '2026-06-28'),
    fact('CourseStarted', 'cem', '2026-06-29'),
  ]);
  const { groups } = await ask({ lapse: { days: 10 }, recurrent: true });
  // ben is observed to day 8; then ada and cem, to day 5, and ada alone.
  expect(groups[0]!.returns!.map(({ time, atRisk, events, mean }) => [time, atRisk, events, mean])).toEqual([
    [2, 3, 1, close(1 / 3)],
    [4, 3, 1, close(2 / 3)],
    [34, 1, 1, close(5 / 3)],
  ]);
  expect(groups[0]!.curve[0]).toMatchObject({ time: 1, atRisk: 3, events: 1 });
});

it('counts days by the calendar of a time zone, or exact seconds', async () => {
  await tell([
    fact('Enrolled', 'ada', '2026-01-01T22:30:00Z'),
    fact('Withdrawn', 'ada', '2026-01-02T22:45:00Z'),
    fact('Enrolled', 'ben', '2026-01-01T23:30:00Z'),
    fact('Withdrawn', 'ben', '2026-01-02T22:50:00.500Z'),
  ]);
  const timesOf = async (question: object) => (await ask(question)).groups[0]!.curve.map(({ time }) => time);
  expect(await timesOf({})).toEqual([1]);
  expect(await timesOf({ timeZone: 'Europe/Rome' })).toEqual([1]);
  // In Rome ben enrols on the second of January, and leaves on the same day.
  expect(counts(await ask({ timeZone: 'Europe/Rome' }))).toEqual([[1, 1, 0, 0, 1, 0]]);
  expect(await timesOf({ timeUnit: 'second' })).toEqual([84_000.5, 87_300]);
});

it('refuses more groups than anybody can compare', async () => {
  await tell(
    Array.from({ length: 101 }, (_, index) => [
      fact('Enrolled', `l${index}`, '2026-01-01', { run: `r${index}` }),
      fact('Withdrawn', `l${index}`, '2026-01-03', { run: `r${index}` }),
    ]).flat(),
  );
  await expect(ask({ groupBy: 'run' })).rejects.toThrow('run has 101 values; at most 100 are compared');
});
