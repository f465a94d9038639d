import { openTestWarehouse, type TestWarehouse } from '@laurel/testing';
import fc from 'fast-check';
import { withLiterals } from './statement.ts';

let test: TestWarehouse;
beforeAll(async () => {
  test = await openTestWarehouse();
  await test.warehouse.command('CREATE TABLE pairs (a UInt64, s String) ENGINE = MergeTree ORDER BY a');
});
beforeEach(() => test.warehouse.command('TRUNCATE TABLE pairs'));
afterAll(() => test.drop());

const ENDLESS = 'SELECT count() FROM numbers(1000000000000) WHERE sipHash64(number) = 1';
const text = fc.string({ unit: 'grapheme', maxLength: 40 });

it('gives 64-bit integers as strings', async () => {
  expect(await test.warehouse.rows("SELECT toUInt64('18446744073709551615') AS n")).toEqual([
    { n: '18446744073709551615' },
  ]);
});

it('takes any text as a parameter, bound or as a literal', () =>
  fc.assert(
    fc.asyncProperty(fc.array(text, { maxLength: 3 }), text, async (all, one) => {
      const sql = 'SELECT {one:String} AS one, {all:Array(String)} AS all';
      const params = { one, all };
      expect(await test.warehouse.rows(withLiterals(sql, params))).toEqual([params]);
      expect(await test.warehouse.rows(sql, params)).toEqual([params]);
    }),
    { numRuns: 50, examples: [[["'", '\\', '\n\n', '\t', '\0'], "\\'{one:String}\0$&"]] },
  ));

it('takes parameters that are longer than an address may be, wherever they are named', async () => {
  const names = Array.from({ length: 20_000 }, (_, index) => `learner-${index}`);
  const sql = 'SELECT length({names:Array(String)}) AS one, length({names:Array(String)}) AS other';
  expect(await test.warehouse.rows(sql, { names })).toEqual([{ one: '20000', other: '20000' }]);
});

it('stores nothing of an insert with a bad row, and never reads data as SQL', async () => {
  const lines = '{"a":1,"s":"x"}\n\nDROP TABLE pairs;\n{"a":2,"s":"y"}\n';
  await expect(test.warehouse.insert('pairs', 'JSONEachRow', Buffer.from(lines))).rejects.toThrow('Cannot parse');
  expect(await test.warehouse.rows('SELECT * FROM pairs')).toEqual([]);
});

it('inserts and streams binary rows', async () => {
  const row = Buffer.concat([Buffer.from([7, 0, 0, 0, 0, 0, 0, 0, 3]), Buffer.from('a\nb')]);
  await test.warehouse.insert('pairs', 'RowBinary', row);
  await test.warehouse.insert('pairs', 'RowBinary', Buffer.alloc(0));
  const chunks: Uint8Array[] = [];
  for await (const chunk of test.warehouse.stream('SELECT * FROM pairs WHERE a = {a:UInt64}', { a: 7 })) {
    chunks.push(chunk);
  }
  expect(Buffer.concat(chunks)).toEqual(row);
});

it('ends a query in the engine when its time is over', () =>
  expect(test.warehouse.rows(ENDLESS, {}, { seconds: 0.5 })).rejects.toThrow('Timeout exceeded'));

it('ends a query in the engine when nobody waits for it any more', async () => {
  const caller = new AbortController();
  // Put together in the engine, or this query would find itself.
  const pattern = "concat('%', 'numbers(', '1000000000000)%')";
  // The engine lists a query that it has ended until the next one on the same connection.
  const going = `SELECT 1 FROM system.processes WHERE NOT is_cancelled AND query LIKE ${pattern}`;
  const running = async () => (await test.warehouse.rows(going)).length;
  const asked = test.warehouse.rows(ENDLESS, {}, { signal: caller.signal });
  while ((await running()) === 0);
  caller.abort(new Error('the caller left'));
  await expect(asked).rejects.toThrow('the caller left');
  while ((await running()) > 0);
});

it('says so when no server is there', async () => {
  const { openHttpWarehouse } = await import('./http-warehouse.ts');
  await expect(openHttpWarehouse('http://127.0.0.1:9', 'laurel')).rejects.toThrow('ECONNREFUSED');
});
