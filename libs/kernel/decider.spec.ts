import { z } from 'zod';
import { type Decider, run, runMany } from './decider.ts';
import { defineEvent, type EventOf } from './define-event.ts';
import { Conflict, type EventStore, type RecordedEvent, type StreamAppend } from './event-store.port.ts';

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

describe('many streams', () => {
  const stored = (stream: string, amount: number): RecordedEvent => ({
    ...{ ...Added.of({ amount }), id: stream, stream, streamPosition: 0, recordedAt: new Date(0), cause },
  });
  /** `rival` appends to stream a before our first append. */
  const many = (rival?: number) => {
    const kept = new Map([['a', [stored('a', 4)]]]);
    const appended: (readonly StreamAppend[])[] = [];
    let rivals = rival === undefined ? [] : [rival];
    const store: Pick<EventStore, 'readMany' | 'appendMany'> = {
      readMany: () => Promise.resolve(new Map(kept)),
      appendMany: (appends) => {
        if (rivals.length > 0) {
          kept.set('a', [...(kept.get('a') ?? []), ...rivals.map((amount) => stored('a', amount))]);
          rivals = [];
          return Promise.reject(new Conflict('a'));
        }
        appended.push(appends.filter(({ events }) => events.length > 0));
        return Promise.resolve([]);
      },
    };
    return { store, appended };
  };
  const streams = ['a', 'b', 'c'];
  const commands = () => (stream: string) => (stream === 'c' ? undefined : { upTo: 10 });

  it('are decided about together, each from its own history', async () => {
    const { store, appended } = many();
    const decided = await runMany(store, sum, { streams, commands, cause });
    expect(decided.get('c')).toEqual([]);
    expect(appended).toEqual([
      [
        { stream: 'a', expected: 1, events: [Added.of({ amount: 6 })] },
        { stream: 'b', expected: 0, events: [Added.of({ amount: 10 })] },
      ],
    ]);
  });

  it('take along what belongs into the same transaction', async () => {
    const { store, appended } = many();
    const besides = (decided: readonly Added[]) =>
      Promise.resolve([{ stream: 'd', expected: 0, events: [Added.of({ amount: decided.length })] }]);
    await runMany(store, sum, { streams, commands, besides, cause });
    expect(appended[0]?.at(-1)).toEqual({ stream: 'd', expected: 0, events: [Added.of({ amount: 2 })] });
  });

  it('are all decided about anew when a rival appended to one', async () => {
    const { store, appended } = many(5);
    await runMany(store, sum, { streams, commands, cause });
    expect(appended[0]?.[0]).toEqual({ stream: 'a', expected: 2, events: [Added.of({ amount: 1 })] });
  });
});
