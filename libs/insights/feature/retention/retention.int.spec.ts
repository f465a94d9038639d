import { type Asker, type RetentionAnswer, retentionQuestion } from '@laurel/contracts';
import { derivedReadModels, migrateReadModels } from '@laurel/insights-read-model';
import { factsOf, type FactWords, insertFacts, openTestWarehouse, ordersOf, type TestWarehouse } from '@laurel/testing';
import { askRetention } from './retention.question.ts';

let test: TestWarehouse;
beforeAll(async () => {
  test = await openTestWarehouse();
  await migrateReadModels(test.warehouse);
});
afterAll(() => test.drop());

const owner: Asker = { id: 'owner', scopes: new Set(['ask']), sees: 'everyone' };
const asking = { asker: owner, now: new Date('2026-02-02T00:00:00Z'), limits: {} };
const ask = (question: object = {}): Promise<RetentionAnswer> =>
  askRetention(test.warehouse, retentionQuestion.parse({ weeks: 3, ...question }), asking);
const told = async (words: readonly FactWords[]): Promise<void> => {
  for (const table of ['facts', ...derivedReadModels.map(({ name }) => name)]) {
    await test.warehouse.command(`TRUNCATE TABLE ${table}`);
  }
  await insertFacts(test.warehouse, factsOf(words));
};

const fact = (id: string, type: string, at: string, data: object = {}): FactWords => ({
  type: `learning.${type}` as FactWords['type'],
  at,
  data: { course: 'c', ...data },
  learner: id.split(' ')[0] ?? '',
  id,
});
const view = (id: string, at: string) => fact(id, 'ContentViewed', at, { content: 'x' });

/** 5 January 2026 is a Monday. */
const words: readonly FactWords[] = [
  fact('a in', 'Enrolled', '2026-01-05'),
  view('a 1', '2026-01-05'),
  view('a 2', '2026-01-11T23:59:59Z'),
  view('a 3', '2026-01-12'),
  fact('b in', 'Enrolled', '2026-01-11T12:00:00Z'),
  view('b before', '2026-01-11'),
  view('b 1', '2026-01-25T11:00:00Z'),
  fact('c in', 'Enrolled', '2026-01-20'),
  view('c 1', '2026-01-21'),
  view('c 2', '2026-01-28'),
  view('c void', '2026-01-22'),
  fact('d in', 'Enrolled', '2026-01-21'),
  view('d void', '2026-01-22'),
  { ...fact('d it', 'Voided', '2026-01-23'), data: { of: { source: 'lms', id: 'd void' } } },
  fact('e in', 'Enrolled', '2026-01-05', { timeKnown: false }),
];

const shown = ({ rows }: RetentionAnswer) =>
  rows.map((row) => [
    row.entryWeek,
    row.entered,
    ...row.cells.map(({ active, over }) => `${active}${over ? '' : ' so far'}`),
  ]);

it('is a grid by entry week in which what is not over is marked; told twice, in any order', async () => {
  for (const order of ordersOf(words)) {
    await told(order);
    await insertFacts(test.warehouse, factsOf(words));
    const answer = await ask();
    expect(shown(answer)).toEqual([
      // Who entered on the 11th has the second week from the 18th on, and the third until the first of February.
      ['2026-01-05', 2, '1', '2', '0'],
      ['2026-01-19', 2, '1', '1 so far', '0 so far'],
    ]);
    expect(answer.leftOut).toBe(1);
    expect(answer.rows[0]?.cells[0]?.share).toEqual({
      estimate: 0.5,
      lower: expect.closeTo(0.09453, 5),
      upper: expect.closeTo(0.90547, 5),
    });
    expect(answer.rows[1]?.cells[1]?.share).toBeNull();
    expect(answer.all.map(({ week, entered, active }) => [week, entered, active])).toEqual([
      [0, 4, 2],
      [1, 2, 2],
      [2, 2, 0],
    ]);
  }
});

it('is as known at a time, of some entries, and of some enrolments', async () => {
  await told(words);
  expect(shown(await ask({ asOf: '2026-01-22T12:00:00Z' }))).toEqual([
    ['2026-01-05', 2, '1', '1 so far', '0 so far'],
    ['2026-01-19', 2, '2 so far', '0 so far', '0 so far'], // not voided yet
  ]);
  const later = await ask({ entered: { from: '2026-01-21T00:00:00Z', to: '2026-01-22T00:00:00Z' }, weeks: 1 });
  expect(shown(later)).toEqual([['2026-01-19', 1, '0']]);
  expect((await ask({ where: [{ field: 'course', op: 'eq', value: 'none' }] })).rows).toEqual([]);
});

it('has an answer without any facts', async () => {
  await told([]);
  expect(await ask()).toMatchObject({ rows: [], leftOut: 0, all: [{ share: null }, { share: null }, { share: null }] });
});

it.each([
  [{ weeks: 0 }, 'weeks'],
  [{ weeks: 105 }, 'weeks'],
  [{ entered: { from: '2026-02-01T00:00:00Z', to: '2026-01-01T00:00:00Z' } }, 'entered.to'],
  [{ where: [{ field: 'event.content', op: 'eq', value: 'x' }] }, 'where'],
  [{ asOf: 'yesterday' }, 'asOf'],
])('says which field of %j makes no sense', (question, path) => {
  const { error } = retentionQuestion.safeParse(question);
  expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
});
