import { migrateReadModels, scopeOfFacts, scopeOfSome } from '@laurel/insights-read-model';
import { factsOf, insertFacts, openTestWarehouse, sampleHistory, type TestWarehouse } from '@laurel/testing';

let test: TestWarehouse;
beforeAll(async () => {
  test = await openTestWarehouse();
  await migrateReadModels(test.warehouse);
});
afterAll(() => test.drop());

const facts = factsOf(sampleHistory(7, 30));
const third = Math.floor(facts.length / 3);
const END = new Date('2030-01-01T00:00:00Z');
const MIDDLE = new Date('2025-01-01T00:00:00Z');

/** The same by reading everything. */
const expectTheScope = async (asOf: Date): Promise<number> => {
  const scope = await scopeOfFacts(test.warehouse, asOf, {});
  expect(scope).toEqual(await scopeOfSome(test.warehouse, '1', { asOf: asOf.getTime() }, {}));
  return scope.rows;
};
/** The statements that read facts. */
const reads = async (work: () => Promise<unknown>): Promise<readonly string[]> => {
  const asked: string[] = [];
  const { warehouse } = test;
  const rows = warehouse.rows.bind(warehouse);
  warehouse.rows = (sql, ...more) => (asked.push(sql), rows(sql, ...more));
  await work().finally(() => (warehouse.rows = rows));
  return asked.filter((sql) => sql.includes('FROM facts'));
};

it('says what reading everything says: nothing told, told in parts, told twice, merged, known earlier, gone', async () => {
  expect(await scopeOfFacts(test.warehouse, END, {})).toEqual({ rows: 0, through: null });
  await test.warehouse.command('SYSTEM STOP MERGES facts');
  await insertFacts(test.warehouse, facts.slice(0, third));
  expect(await expectTheScope(END)).toBe(third);
  // Two parts of one content.
  await insertFacts(test.warehouse, facts.slice(third));
  await insertFacts(test.warehouse, facts.slice(third));
  expect(await expectTheScope(END)).toBe(third + 2 * (facts.length - third));
  const known = await expectTheScope(MIDDLE);
  expect(known).toBeGreaterThan(0);
  expect(known).toBeLessThan(facts.length);
  await test.warehouse.command('SYSTEM START MERGES facts');
  await test.warehouse.command('OPTIMIZE TABLE facts FINAL');
  expect(await expectTheScope(END)).toBe(facts.length);
  await test.warehouse.command('TRUNCATE TABLE facts');
  expect(await expectTheScope(END)).toBe(0);
});

it('reads each part once', async () => {
  await insertFacts(test.warehouse, facts.slice(0, third));
  const ask = () => scopeOfFacts(test.warehouse, END, {});
  expect(await reads(ask)).toHaveLength(1);
  expect(await reads(ask)).toEqual([]);
  await insertFacts(test.warehouse, facts.slice(third));
  expect(await reads(ask)).toHaveLength(1);
});

it('reads everything where the facts of a part are not all known yet', async () => {
  const [first] = facts;
  if (!first) throw new Error('a history has facts');
  await insertFacts(test.warehouse, [{ ...first, id: 'ahead', occurredAt: END.getTime() + 1 }]);
  const before = await expectTheScope(END);
  expect(await expectTheScope(new Date(END.getTime() + 1))).toBe(before + 1);
});
