import { type NewDeadLetter } from '@laurel/contracts';
import { type DeadLetterStore, LetterChanged } from '@laurel/intake-domain';
import { openTestDatabase, type TestDatabase } from '@laurel/testing';
import { openDeadLetterStore } from './postgres-dead-letters.ts';

let database: TestDatabase;
let store: DeadLetterStore;
beforeAll(async () => {
  database = await openTestDatabase();
  store = await openDeadLetterStore(database.pool);
  await openDeadLetterStore(database.pool); // made twice, made once
});
afterAll(() => database.drop());
beforeEach(() => database.pool.query('truncate dead_letter, dead_letter_step'));

const at = new Date('2026-03-01T00:00:00.123Z');
const letter = (text: string, more: Partial<NewDeadLetter> = {}): NewDeadLetter => ({
  entrance: 'http',
  code: 'event.schema',
  reason: 'wrong',
  original: Buffer.from(text),
  ...more,
});
const all = { limit: 100 };
const only = async () => {
  const [listed] = await store.list(all);
  return (await store.find(listed!.id))!;
};

it('keeps bytes that are no text, and names that hold a NUL', async () => {
  const original = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  await store.keep([
    letter('', { original, subject: 'a\0b', field: 'data.a\0', source: 's', eventId: 'e', place: 'f:1' }),
  ]);
  const kept = await only();
  expect(Buffer.compare(kept.original, original)).toBe(0);
  expect(kept).toMatchObject({ subject: 'a\ufffdb', field: 'data.a\ufffd', source: 's', eventId: 'e', place: 'f:1' });
  expect(kept.history).toEqual([]);
});

it('keeps the same letter once, also when many tell it at the same time', async () => {
  const letters = ['a', 'b', 'a', 'c'].map((text) => letter(text));
  await Promise.all(Array.from({ length: 8 }, () => store.keep(letters)));
  await store.keep([letter('a', { place: 'f:1' }), letter('a', { code: 'event.row' })]);
  expect(await store.list(all)).toHaveLength(5);
});

it('lists newest first, page by page, and filters', async () => {
  for (const n of [1, 2, 3, 4, 5])
    await store.keep([letter(`${n}`, { source: n % 2 ? 'odd' : 'even', subject: `l${n}` })]);
  const page = await store.list({ limit: 2 });
  expect(page.map(({ subject }) => subject)).toEqual(['l5', 'l4']);
  const next = await store.list({ limit: 2, after: page[1]!.id });
  expect(next.map(({ subject }) => subject)).toEqual(['l3', 'l2']);
  expect(
    await store.list({ ...all, source: 'odd', state: 'waiting', code: 'event.schema', entrance: 'http' }),
  ).toHaveLength(3);
  expect(await store.list({ ...all, subject: 'l2' })).toMatchObject([{ bytes: 1, source: 'even' }]);
  expect(await store.list({ ...all, entrance: 'csv' })).toEqual([]);
});

it('keeps the history of a letter and counts who still waits', async () => {
  await store.keep([letter('a'), letter('b', { code: 'event.row' })]);
  const [a] = await store.list({ ...all, code: 'event.schema' });
  const read = async () => (await store.find(a!.id))!;
  const corrected = Buffer.from([0, 255]);
  await store.record(await read(), { step: 'refused', at, by: 'k1', reason: 'still', corrected });
  expect(await store.waiting()).toEqual([
    { code: 'event.row', count: 1 },
    { code: 'event.schema', count: 1 },
  ]);
  await store.record(await read(), { step: 'redriven', at, by: 'k2' });
  expect((await read()).history).toEqual([
    { step: 'refused', at, by: 'k1', reason: 'still', corrected },
    { step: 'redriven', at, by: 'k2' },
  ]);
  expect(await store.waiting()).toEqual([{ code: 'event.row', count: 1 }]);
  expect(await store.list({ ...all, state: 'redriven' })).toMatchObject([{ id: a!.id }]);
});

it('lets one of two win who act on the same letter', async () => {
  await store.keep([letter('a')]);
  const read = await only();
  const outcomes = await Promise.allSettled([
    store.record(read, { step: 'redriven', at, by: 'k1' }),
    store.record(read, { step: 'discarded', at, by: 'k2', reason: 'x' }),
  ]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: expect.any(LetterChanged) });
  const { history, id } = await only();
  expect(history).toHaveLength(1);
  expect(
    await store.list({ ...all, state: history[0]!.step === 'refused' ? 'waiting' : history[0]!.step }),
  ).toMatchObject([{ id }]);
});
