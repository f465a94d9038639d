import { z } from 'zod';
import { type Decider, run } from './decider.ts';
import { defineEvent, type EventOf } from './define-event.ts';
import { Conflict, type EventStore, type RecordedEvent } from './event-store.port.ts';

const Added = defineEvent('test.Added', 1, z.strictObject({ amount: z.number() }));
type Added = EventOf<typeof Added>;

const sum: Decider<number, { upTo: number }, Added> = {
  initial: 0,
  evolve: (state, event) => state + event.data.amount,
  decide: (state, { upTo }) => (state >= upTo ? [] : [Added.of({ amount: upTo - state })]),
  read: Added.read,
};
const cause = { causation: 'c', correlation: 'c' };

/** Keeps one stream; `rivals` append behind our back, once each, between our read and our append. */
const storeWith = (rivals: number[]): Pick<EventStore, 'read' | 'append'> & { stream: RecordedEvent[] } => {
  const stream: RecordedEvent[] = [];
  const push = (amount: number) =>
    stream.push({
      ...Added.of({ amount }),
      id: String(stream.length),
      stream: 's',
      streamPosition: stream.length,
      recordedAt: new Date(0),
      cause,
    });
  return {
    stream,
    read: () => Promise.resolve([...stream]),
    append: (name, expected, events) => {
      const rival = rivals.shift();
      if (rival !== undefined) push(rival);
      if (expected !== stream.length) return Promise.reject(new Conflict(name));
      for (const event of events) push((event as Added).data.amount);
      return Promise.resolve([]);
    },
  };
};
const order = { stream: 's', command: { upTo: 10 }, cause };

it('appends what was decided, and nothing when it was already so', async () => {
  const store = storeWith([]);
  expect(await run(store, sum, order)).toEqual([Added.of({ amount: 10 })]);
  expect(await run(store, sum, order)).toEqual([]);
});

it('decides anew on what a rival appended', async () => {
  const store = storeWith([4, 5]);
  expect(await run(store, sum, order)).toEqual([Added.of({ amount: 1 })]);
  expect(store.stream).toHaveLength(3);
});

it('gives up when it always comes too late', async () => {
  await expect(run(storeWith([0, 0, 0, 0, 0]), sum, order)).rejects.toThrow(Conflict);
});
