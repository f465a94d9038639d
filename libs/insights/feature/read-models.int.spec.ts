import {
  countedFacts,
  derivedReadModels,
  enrolledLearners,
  enrolmentFacts,
  factsOfEnrolments,
  migrateReadModels,
  rebuildReadModel,
  shapeOfFacts,
} from '@laurel/insights-read-model';
import { factsOf, type FactWords, insertFacts, openTestWarehouse, ordersOf, type TestWarehouse } from '@laurel/testing';
import { Parameters } from './conditions.ts';

let test: TestWarehouse;
beforeAll(async () => {
  test = await openTestWarehouse();
  await migrateReadModels(test.warehouse);
  await migrateReadModels(test.warehouse);
});
afterAll(() => test.drop());

const TABLES = ['facts', ...derivedReadModels.map(({ name }) => name)];
const empty = async () => {
  for (const table of TABLES) await test.warehouse.command(`TRUNCATE TABLE ${table}`);
};

/** Which facts count, as `id@run`, whatever the order of arrival and however often they came. */
const counted = async (words: readonly FactWords[], asOf: string): Promise<string[]> => {
  const answers: string[][] = [];
  for (const order of ordersOf(factsOf(words))) {
    await empty();
    for (const fact of order) await insertFacts(test.warehouse, [fact]);
    await insertFacts(test.warehouse, order);
    const rows = await test.warehouse.rows<{ name: string }>(
      `SELECT DISTINCT concat(id, '@', run) AS name FROM ${countedFacts({ columns: ['id', 'run'] })} ORDER BY name`,
      { asOf: Date.parse(asOf) },
    );
    answers.push(rows.map(({ name }) => name));
  }
  expect(new Set(answers.map((answer) => answer.join())).size).toBe(1);
  return answers[0] ?? [];
};

const enrolled = (id: string, at: string, run: string, more: Partial<FactWords> = {}): FactWords => ({
  type: 'learning.Enrolled',
  id,
  at,
  data: { course: 'c', run },
  ...more,
});
const voided = (id: string, at: string, target: string): FactWords => ({
  type: 'learning.Voided',
  id,
  at,
  data: { of: { source: 'lms', id: target } },
});

it('counts of several contents the one that was told first', async () => {
  const words = [
    enrolled('a', '2026-01-02', 'late', { told: '2026-01-05' }),
    enrolled('a', '2026-01-03', 'early', { told: '2026-01-04' }),
    enrolled('a', '2026-01-04', 'elsewhere', { source: 'other' }),
  ];
  expect(await counted(words, '2026-02-01')).toEqual(['a@early', 'a@elsewhere']);
  expect(await counted(words, '2026-01-04')).toEqual(['a@early', 'a@elsewhere']);
});

it('uses nothing that happened or was told after asOf', async () => {
  const words = [enrolled('a', '2026-01-01', 'r', { told: '2026-03-01' }), enrolled('b', '2026-02-01', 'r')];
  expect(await counted(words, '2026-01-31')).toEqual([]);
  expect(await counted(words, '2026-02-28')).toEqual(['b@r']);
  expect(await counted(words, '2026-03-01')).toEqual(['a@r', 'b@r']);
});

it('voids for good, before or after its target came, and not before it was known', async () => {
  const words = [voided('v', '2026-01-05', 'a'), enrolled('a', '2026-01-01', 'r'), voided('vv', '2026-01-06', 'v')];
  expect(await counted(words, '2026-01-04')).toEqual(['a@r']);
  expect(await counted(words, '2026-01-05')).toEqual(['v@']);
  expect(await counted(words, '2026-02-01')).toEqual(['v@', 'vv@']);
});

it('lets a void that was told in two ways count as the first', async () => {
  const words = [
    enrolled('a', '2026-01-01', 'r'),
    enrolled('b', '2026-01-01', 'r'),
    voided('v', '2026-01-05', 'a'),
    voided('v', '2026-01-06', 'b'),
  ];
  expect(await counted(words, '2026-02-01')).toEqual(['b@r', 'v@']);
});

/** Where facts went: `id -> run/registration/round`. */
const assigned = async (words: readonly FactWords[]): Promise<Record<string, string>> => {
  await empty();
  await insertFacts(test.warehouse, [...factsOf(words)].reverse());
  const rows = await test.warehouse.rows<{ id: string; to: string }>(
    `SELECT DISTINCT id, concat(enrolment_run, '/', enrolment_registration, '/', toString(enrolment_round)) AS to
     FROM ${enrolmentFacts(['id'])} WHERE id != 'described'`,
    { asOf: Date.parse('2026-12-31') },
  );
  return Object.fromEntries(rows.map(({ id, to }) => [id, to]));
};
const viewed = (id: string, at: string, data: object = {}): FactWords => ({
  type: 'learning.ContentViewed',
  id,
  at,
  data: { content: 'x', course: 'c', ...data },
});

it('gives a fact to the run it states, and without one to the latest opened by then', async () => {
  const words = [
    enrolled('spring', '2026-01-01', 's'),
    enrolled('autumn', '2026-06-01', 'a'),
    viewed('before', '2025-12-01'),
    viewed('in-spring', '2026-02-01'),
    viewed('in-autumn', '2026-07-01'),
    viewed('stated', '2026-07-01', { run: 's' }),
    viewed('stated-early', '2026-01-01', { run: 'a' }),
    viewed('unknown', '2026-07-01', { run: 'x' }),
  ];
  expect(await assigned(words)).toEqual({
    spring: 's//1',
    autumn: 'a//1',
    before: '//0',
    'in-spring': 's//1',
    'in-autumn': 'a//1',
    stated: 's//1',
    'stated-early': 'a//1',
    unknown: '//0',
  });
});

it('opens the next round after a completion where the course repeats', async () => {
  const words: FactWords[] = [
    { type: 'learning.CourseDescribed', id: 'described', at: '2023-01-01', data: { course: 'c', repeats: true } },
    { type: 'learning.Enrolled', id: 'e1', at: '2024-01-01', data: { course: 'c' } },
    { type: 'learning.Enrolled', id: 'again', at: '2024-01-09', data: { course: 'c' } },
    { type: 'learning.CourseCompleted', id: 'c1', at: '2024-02-01', data: { course: 'c' } },
    viewed('between', '2024-06-01'),
    { type: 'learning.Enrolled', id: 'e2', at: '2025-01-01', data: { course: 'c' } },
    viewed('second', '2025-01-02'),
  ];
  const rounds = { e1: '//1', again: '//1', c1: '//1', between: '//1' };
  expect(await assigned(words)).toEqual({ ...rounds, e2: '//2', second: '//2' });
  expect(await assigned(words.slice(1))).toEqual({ ...rounds, e2: '//1', second: '//1' });
});

it.each(derivedReadModels.map((model) => [model.name, model] as const))(
  'rebuilds %s beside the live one while inserts go on',
  async (_, model) => {
    await empty();
    const words = Array.from({ length: 40 }, (_one, index) => [
      enrolled(`e${index % 30}`, '2026-01-01', `r${index}`),
      voided(`v${index}`, '2026-01-05', `e${index}`),
      { type: 'learning.CourseDescribed', at: '2026-01-01', data: { course: `c${index}` } } as const,
    ]).flat();
    const facts = factsOf(words);
    await insertFacts(test.warehouse, facts.slice(0, 60));
    const inserting = (async () => {
      for (let at = 60; at < facts.length; at += 5) await insertFacts(test.warehouse, facts.slice(at, at + 5));
    })();
    const steps = [];
    for await (const step of rebuildReadModel(test.warehouse, model, { compare: true })) steps.push(step);
    await inserting;
    expect(steps.at(-1)).toMatchObject({ state: 'swapped', differences: 0 });
    // What came during the rebuild is in the new one: building it once more finds no difference.
    for await (const step of rebuildReadModel(test.warehouse, model, { compare: true })) steps.push(step);
    expect(steps.at(-1)).toMatchObject({ state: 'swapped', differences: 0 });
    expect(
      await test.warehouse.rows(
        "SELECT name FROM system.tables WHERE database = currentDatabase() AND name LIKE '%next%'",
      ),
    ).toEqual([]);
  },
);

it('fills a read model that is new from the facts that are there, and one whose first build was interrupted', async () => {
  await empty();
  await insertFacts(test.warehouse, factsOf([enrolled('a', '2026-01-01', 'r'), enrolled('b', '2026-01-01', 'r2')]));
  await test.warehouse.command('DROP TABLE enrolments_feed');
  await test.warehouse.command('DROP TABLE enrolments');
  const runs = async () => {
    const rows = await test.warehouse.rows<{ run: string }>('SELECT run FROM enrolments FINAL ORDER BY run');
    return rows.map(({ run }) => run);
  };
  await migrateReadModels(test.warehouse);
  expect(await runs()).toEqual(['r', 'r2']);
  await test.warehouse.command('TRUNCATE TABLE enrolments');
  await migrateReadModels(test.warehouse);
  expect(await runs()).toEqual([]);
  await test.warehouse.command('CREATE TABLE enrolments_next AS enrolments');
  await migrateReadModels(test.warehouse);
  await insertFacts(test.warehouse, factsOf([enrolled('c', '2026-01-01', 'r3')]));
  expect(await runs()).toEqual(['r', 'r2', 'r3']);
});

it('keeps the live one when the rebuilt one differs', async () => {
  await empty();
  await insertFacts(test.warehouse, factsOf([enrolled('a', '2026-01-01', 'r')]));
  await test.warehouse.command("INSERT INTO fact_versions VALUES (repeat('x', 16), repeat('y', 16), now64(3))");
  const [versions] = derivedReadModels;
  const steps = [];
  for await (const step of rebuildReadModel(test.warehouse, versions!, { compare: true })) steps.push(step);
  expect(steps.at(-1)).toMatchObject({ state: 'kept', differences: 1 });
  expect(await test.warehouse.rows('SELECT count() AS rows FROM fact_versions')).toEqual([{ rows: '2' }]);
});

it('finds the enrolment of each fact by the short way where the long one finds the same', async () => {
  // All that a learner's four facts may say of run and registration, with one course that repeats and one that does not.
  let seed = 7;
  const pick = <T>(from: readonly T[]): T => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    return from[(seed >> 8) % from.length]!;
  };
  const words: FactWords[] = Array.from({ length: 1200 }, (_, index) => ({
    type: pick([
      'learning.Enrolled',
      'learning.Enrolled',
      'learning.CourseCompleted',
      'learning.CourseStarted',
    ] as const),
    learner: `l${index % 300}`,
    at: `2026-01-0${pick([1, 2, 3, 4, 5])}`,
    data: {
      course: pick(['once', 'yearly']),
      run: pick(['1', '1', '2', undefined]),
      registration: pick([undefined, undefined, 'x']),
    },
  }));
  const repeats = { course: 'yearly', repeats: true };
  await empty();
  await insertFacts(
    test.warehouse,
    factsOf([
      ...words,
      { type: 'learning.CourseDescribed', at: '2025-01-01', learner: 'course:yearly', data: repeats },
    ]),
  );
  const params = { asOf: Date.parse('2026-02-01') };
  const shape = await shapeOfFacts(test.warehouse, params, {}, '1');
  expect(shape).toMatchObject({ allCount: true, lapses: false, tangled: { learners: expect.any(Array) } });
  const parameters = new Parameters(new Date(params.asOf));
  const told = (facts: string) =>
    test.warehouse.rows(
      `SELECT id, at, enrolment_run, enrolment_registration, enrolment_round FROM ${facts} WHERE enrolment_round > 0 ORDER BY id`,
      parameters.all,
    );
  const ofEnrolled = `(course, learner) IN (${enrolledLearners(true)})`;
  const taken = { known: '1', where: ofEnrolled, bind: parameters.bind };
  const long = await told(enrolmentFacts(['id']));
  expect(long.length).toBeGreaterThan(600);
  expect(await told(factsOfEnrolments(['id'], taken, shape))).toEqual(long);
  expect(await told(factsOfEnrolments(['id'], taken, { ...shape, tangled: 'many' }))).toEqual(long);
});
