import { type WaitingList } from '@laurel/communications-domain';
import { openTestDatabase, type TestDatabase } from '@laurel/testing';
import { openWaitingList } from './waiting-list.ts';

const at = (minute: number): Date => new Date(Date.UTC(2026, 2, 2, 12, minute));

let database: TestDatabase;
let list: WaitingList;
beforeAll(async () => {
  database = await openTestDatabase();
  list = await openWaitingList(database.pool);
});
afterAll(() => database.drop());
afterEach(() => database.pool.query('delete from waiting_message'));

it('gives each to one process only, what is due first before the others', async () => {
  const firings = Array.from({ length: 20 }, (_, n) => `f${n}`);
  for (const [n, firing] of firings.entries()) await list.put({ firing, until: at(n / 10) });
  expect(await list.take(at(0))).toEqual({ firing: 'f0', until: at(0) });
  const taken = await Promise.all(Array.from({ length: 40 }, () => list.take(at(4))));
  const given = taken.flatMap((one) => (one ? [one.firing] : []));
  expect(given.sort()).toEqual(firings.filter((one) => one !== 'f0').sort());
});

it('gives what nobody finished to another one, some minutes later', async () => {
  await list.put({ firing: 'f', until: at(0) });
  expect(await list.take(at(0))).toBeDefined();
  expect(await list.take(at(4))).toBeUndefined();
  expect(await list.take(at(5))).toEqual({ firing: 'f', until: at(0) });
});

it('keeps what was put again while it was worked on, for then and for anybody', async () => {
  await list.put({ firing: 'f', until: at(0) });
  const taken = await list.take(at(0));
  await list.put({ firing: 'f', until: at(2) });
  expect(await list.take(at(2))).toBeUndefined(); // it is still worked on
  await list.done(taken!);
  expect(await list.take(at(1))).toBeUndefined();
  const again = await list.take(at(2));
  expect(again).toEqual({ firing: 'f', until: at(2) });
  await list.done(again!);
  expect(await list.take(at(60))).toBeUndefined();
});
