import { type LogBatch } from '@laurel/kernel';
import { gatherInserts } from './gathered-inserts.ts';

/** An engine that inserts when it is told to. */
const engine = () => {
  const inserted: string[] = [];
  const ends: ((error?: Error) => void)[] = [];
  const insert = (rows: Uint8Array): Promise<void> => {
    inserted.push(Buffer.from(rows).toString());
    return new Promise((resolve, reject) => ends.push((error) => (error ? reject(error) : resolve())));
  };
  return { inserted, insert, end: (error?: Error) => ends.shift()?.(error) };
};
const batch = (isStale = () => false): LogBatch => ({
  topic: 't',
  partition: 0,
  records: [],
  isStale,
  heartbeat: () => Promise.resolve(),
});
const rows = (text: string) => Buffer.from(text);
const later = () => new Promise((resolve) => setImmediate(resolve));

it('inserts together what comes while it inserts, and says so when it is durable', async () => {
  const { inserted, insert, end } = engine();
  const gathered = gatherInserts(insert);
  const durable: string[] = [];
  for (const name of ['a', 'b', 'c']) void gathered(batch(), rows(name)).then(() => durable.push(name));
  await later();
  expect([inserted, durable]).toEqual([['a'], []]);
  end();
  await later();
  expect([inserted, durable]).toEqual([['a', 'bc'], ['a']]);
  end();
  await later();
  expect(durable).toEqual(['a', 'b', 'c']);
});

it('writes nothing of a batch that was taken away while it waited', async () => {
  const { inserted, insert, end } = engine();
  const gathered = gatherInserts(insert);
  let isStale = false;
  const first = gathered(batch(), rows('a'));
  const lost = gathered(
    batch(() => isStale),
    rows('b'),
  );
  isStale = true;
  end();
  expect([await first, await lost]).toEqual([true, false]);
  expect(inserted).toEqual(['a']);
});

it('tells a failure to the batches of that insert only, and goes on', async () => {
  const { insert, end } = engine();
  const gathered = gatherInserts(insert);
  const first = gathered(batch(), rows('a'));
  const second = gathered(batch(), rows('b'));
  end(new Error('no room'));
  await expect(first).rejects.toThrow('no room');
  end();
  expect(await second).toBe(true);
});
