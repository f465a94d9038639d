import { type Changed } from '@laurel/contracts';
import { openTestDatabase, type TestDatabase } from '@laurel/testing';
import { openDueLooks } from './due-looks.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await openTestDatabase();
});
afterEach(() => database.drop());

const ann = { learner: 'ann', course: 'c' };
const bob = { learner: 'bob', course: '' };

it('gives each once, the oldest first, and forgets them when the look is over', async () => {
  const due = await openDueLooks(database.pool);
  await due.add([ann, bob, ann]);
  await due.add([ann]);
  const seen: (readonly Changed[])[] = [];
  const look = (changed: readonly Changed[]) => Promise.resolve(void seen.push(changed));
  expect([await due.take(3, look), await due.take(3, look), await due.take(3, look)]).toEqual([3, 1, 0]);
  expect(seen).toEqual([[ann, bob], [ann]]);
});

it('keeps what a look did not end with, also when the process goes', async () => {
  const due = await openDueLooks(database.pool);
  await due.add([ann]);
  await expect(due.take(10, () => Promise.reject(new Error('the warehouse is away')))).rejects.toThrow('away');
  const again = await openDueLooks(database.pool); // another start
  const seen: (readonly Changed[])[] = [];
  expect(await again.take(10, (changed) => Promise.resolve(void seen.push(changed)))).toBe(1);
  expect(seen).toEqual([[ann]]);
});

it('lets others add and take while one looks', async () => {
  const due = await openDueLooks(database.pool);
  await due.add([ann]);
  const seen: string[] = [];
  await due.take(1, async () => {
    await due.add([bob]);
    await due.take(10, (changed) => Promise.resolve(void seen.push(...changed.map(({ learner }) => learner))));
  });
  expect(seen).toEqual(['bob']);
});
