import { createLogger } from '@laurel/platform';
import { openTestDatabase, type TestDatabase } from '@laurel/testing';
import { type Pool, type QueryResult } from 'pg';
import { type Books, openBooks } from './postgres-books.ts';
import { openDeadLetterStore } from './postgres-dead-letters.ts';

const logger = createLogger('silent');
const ALL = { from: '1970-01-01', to: '2100-01-01' };
const receipt = (source: string, day: number, records: number) => ({ source, day, records });

let database: TestDatabase;
let books: Books;
beforeEach(async () => {
  database = await openTestDatabase();
  books = await openBooks(database.pool, logger);
});
afterEach(() => database.drop());

const told = async (range: Parameters<Books['receipts']>[0] = ALL) =>
  (await books.receipts(range)).map(({ source, day, records }) => `${source} ${day} ${records}`).sort();

it('adds up receipts of all writers, whoever writes at the same time', async () => {
  const other = await openBooks(database.pool, logger);
  await Promise.all(
    Array.from({ length: 100 }, (_, n) =>
      (n % 2 ? books : other).keep([receipt('a', 20_000, 2), receipt(n % 3 ? 'a' : 'b', 20_001, 1)]),
    ),
  );
  expect(await told()).toEqual(['a 2024-10-04 200', 'a 2024-10-05 66', 'b 2024-10-05 34']);
  expect(await told({ ...ALL, to: '2024-10-04' })).toEqual(['a 2024-10-04 200']);
  expect(await told({ ...ALL, source: 'b' })).toEqual(['b 2024-10-05 34']);
});

it('has stored them when it resolves', async () => {
  await books.keep([receipt('a', 1, 1)]);
  expect(await told()).toEqual(['a 1970-01-02 1']);
  await Promise.all([books.keep([receipt('a', 1, 1)]), books.keep([receipt('a', 1, 1)])]);
  expect(await told()).toEqual(['a 1970-01-02 3']);
});

/** A database whose answers get lost: on the way there, or on the way back. */
const losing = (pool: Pool, lost: ('there' | 'back' | 'none')[]): Pool =>
  new Proxy(pool, {
    get: (target, key) => {
      if (key !== 'query') return Reflect.get(target, key) as unknown;
      return async (query: { name?: string }): Promise<QueryResult> => {
        const fate = query.name === 'laurel_receipts' ? (lost.shift() ?? 'none') : 'none';
        if (fate === 'there') throw new Error('lost on the way there');
        const answer = (await target.query(query as never)) as QueryResult;
        if (fate === 'back') throw new Error('lost on the way back');
        return answer;
      };
    },
  });

it('counts each once although answers get lost, and lets nobody wait for a store that is away', async () => {
  const fragile = await openBooks(
    losing(database.pool, ['back', 'back', 'there', 'back', 'none', 'none', 'none']),
    logger,
  );
  for (let n = 0; n < 7; n++) await fragile.keep([receipt('a', 1, 1)]);
  expect(await told()).toEqual(['a 1970-01-02 7']);
});

it('keeps the latest total of a source, day and type', async () => {
  const total = { source: 'a', day: '2026-01-01', type: 'learning.Enrolled', count: 3 } as const;
  await books.controlTotals.keep(total);
  await books.controlTotals.keep({ ...total, count: 5 });
  await books.controlTotals.keep({ ...total, type: 'learning.Withdrawn', count: 0 });
  expect(await books.totals(ALL)).toEqual([
    { ...total, count: 5 },
    { ...total, type: 'learning.Withdrawn', count: 0 },
  ]);
});

it('counts the records of a topic that nobody could read', async () => {
  const letters = await openDeadLetterStore(database.pool);
  const letter = { entrance: 'kafka', code: 'event.json', reason: 'x', original: Buffer.from('x') } as const;
  await letters.keep([
    { ...letter, place: 't/0/1' },
    { ...letter, place: 't/0/2' },
    { ...letter, place: 't/3/2' },
    { ...letter, place: 't/0/3', code: 'event.conflict' },
    { ...letter, place: 'other/0/1' },
    { ...letter, place: 't/0/4', entrance: 'csv' },
  ]);
  const found = await books.unreadable('t');
  expect([...found].sort((a, b) => a.partition - b.partition)).toEqual([
    { partition: 0, records: 2 },
    { partition: 3, records: 1 },
  ]);
});
