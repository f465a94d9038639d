import { DECISIONS } from '@laurel/contracts';
import {
  type Cause,
  Conflict,
  type EventSearch,
  type EventStore,
  type LogMessage,
  type RecordedEvent,
} from '@laurel/kernel';
import { createLogger } from '@laurel/platform';
import { openTestDatabase, type TestDatabase } from '@laurel/testing';
import { startRelay } from './decision-relay.ts';
import { openEventStore } from './postgres-event-store.ts';

const log = createLogger('silent');
const cause: Cause = { causation: 'test', correlation: 'test' };
const event = (type: string, data: Record<string, unknown> = {}) => ({ type, version: 1, data });

let database: TestDatabase;
let store: EventStore & EventSearch;
beforeAll(async () => {
  database = await openTestDatabase();
  store = await openEventStore(database.pool, log);
});
afterAll(() => database.drop());

/** Collects what a reactor gets; `until` resolves as soon as that many are there. */
const collector = () => {
  const got: RecordedEvent[] = [];
  let look: () => void = () => undefined;
  return {
    got,
    types: () => got.map(({ type }) => type),
    take: (one: RecordedEvent): Promise<void> => {
      got.push(one);
      look();
      return Promise.resolve();
    },
    until: (count: number) =>
      new Promise<void>((resolve) => {
        look = () => {
          if (got.length >= count) resolve();
        };
        look();
      }),
  };
};

/** Resolves when every event the subscription wants is handled and its place stored. */
const drained = async (name: string) => {
  while ((await store.lag(name)) > 0) await new Promise((resolve) => setTimeout(resolve, 5));
};

/** Ends every session of this database that holds a subscription, as a lost host would. */
const killHolders = () =>
  database.pool.query(
    `select pg_terminate_backend(pid) from pg_locks join pg_database on pg_database.oid = database
     where locktype = 'advisory' and datname = current_database()`,
  );

describe('streams', () => {
  it('reads back what was appended, in order, with its cause', async () => {
    const [first, second] = await store.append('s1', 0, [event('t.A', { n: 1 }), event('t.B', { n: 'ü' })], cause);
    expect(await store.read('s1')).toEqual([first, second]);
    expect(first).toMatchObject({ stream: 's1', streamPosition: 0, type: 't.A', version: 1, data: { n: 1 }, cause });
    expect(second).toMatchObject({ streamPosition: 1, data: { n: 'ü' } });
    expect(await store.read('none')).toEqual([]);
  });

  it('records at the time of the database, and in a story at the time of its clock', async () => {
    const told = new Date('2026-06-02T14:00:00.000Z');
    const story = await openEventStore(database.pool, log, { now: () => told });
    await story.append('s4', 0, [event('t.A'), event('t.B')], cause);
    await store.append('s4', 2, [event('t.C')], cause);
    const [a, b, c] = await store.read('s4');
    expect([a?.recordedAt, b?.recordedAt]).toEqual([told, told]);
    const { rows } = await database.pool.query<{ now: Date }>('select clock_timestamp() as now');
    expect(Math.abs(Number(c?.recordedAt) - Number(rows[0]?.now))).toBeLessThan(60_000);
  });

  it.each([0, 1, 3])('refuses position %i of a stream of two', async (expected) => {
    const stream = `s2-${expected}`;
    await store.append(stream, 0, [event('t.A'), event('t.A')], cause);
    await expect(store.append(stream, expected, [event('t.B')], cause)).rejects.toBeInstanceOf(Conflict);
    expect(await store.read(stream)).toHaveLength(2);
  });

  it('lets one of many racing appenders win', async () => {
    const answers = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) => store.append('race', 0, [event('t.A', { n })], cause)),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(answers.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))).toEqual(
      Array.from({ length: 19 }, () => expect.any(Conflict)),
    );
    expect(await store.read('race')).toHaveLength(1);
  });

  it('appends to many streams in one transaction, in the order given', async () => {
    await store.append('m1', 0, [event('m.A', { n: 0 })], cause);
    const appended = await store.appendMany(
      [
        { stream: 'm2', expected: 0, events: [event('m.A', { n: 1 }), event('m.B', { n: 2 })] },
        { stream: 'm1', expected: 1, events: [event('m.B', { n: 3 })] },
      ],
      cause,
    );
    expect(appended.map(({ stream, streamPosition, data }) => [stream, streamPosition, data])).toEqual([
      ['m2', 0, { n: 1 }],
      ['m2', 1, { n: 2 }],
      ['m1', 1, { n: 3 }],
    ]);
    expect(await store.readMany(['m1', 'm2', 'none'])).toEqual(
      new Map([
        ['m1', await store.read('m1')],
        ['m2', await store.read('m2')],
      ]),
    );
    expect(await store.read('m1')).toHaveLength(2);
    expect(await store.appendMany([], cause)).toEqual([]);
  });

  it.each([
    ['too low', 0],
    ['too high', 2],
  ])('appends nothing to any stream when the position of one is %s, and names it', async (name, expected) => {
    const [taken, fresh] = [`many-taken ${name}`, `many-fresh ${name}`];
    await store.append(taken, 0, [event('m.A')], cause);
    const many = store.appendMany(
      [
        { stream: fresh, expected: 0, events: [event('m.A')] },
        { stream: taken, expected, events: [event('m.A')] },
      ],
      cause,
    );
    await expect(many).rejects.toMatchObject({ name: 'Conflict', stream: taken });
    expect(await store.read(fresh)).toEqual([]);
  });

  it('lets racing appends to overlapping streams win whole or lose whole', async () => {
    const streams = ['overlap-a', 'overlap-b', 'overlap-c'];
    const pairs = streams.flatMap((one) => streams.filter((other) => other !== one).map((other) => [one, other]));
    await Promise.allSettled(
      pairs.map((pair, n) =>
        store.appendMany(
          pair.map((stream) => ({ stream, expected: 0, events: [event('m.A', { n })] })),
          cause,
        ),
      ),
    );
    const kept = (await Promise.all(streams.map((stream) => store.read(stream)))).flat();
    expect(kept).toHaveLength(2);
    expect(kept[0]?.data).toEqual(kept[1]?.data);
  });

  it('keeps a stream whose name is longer than an index entry', async () => {
    const stream = `firing-${'😀'.repeat(5000)}`;
    await store.append(stream, 0, [event('t.A')], cause);
    expect(await store.existing([stream, 'firing-none'])).toEqual(new Set([stream]));
  });

  it('finds decisions by what they are about, newest first', async () => {
    for (const learner of ['a', 'b', 'c'])
      await store.append(`f-${learner}`, 0, [event('f.A', { learner, x: '1' })], cause);
    const page = await store.find({ types: ['f.A'], about: { x: '1' }, limit: 2 });
    expect(page.map(({ stream }) => stream)).toEqual(['f-c', 'f-b']);
    const rest = await store.find({ types: ['f.A'], about: {}, before: page[1]!.place, limit: 2 });
    expect(rest.map(({ stream }) => stream)).toEqual(['f-a']);
    expect(await store.find({ types: ['f.A'], about: {}, learners: ['b'], limit: 9 })).toHaveLength(1);
    const between = { after: 'a', through: 'b' };
    expect((await store.find({ types: ['f.A'], about: {}, between, limit: 9 })).map(({ stream }) => stream)).toEqual([
      'f-b',
    ]);
    expect(await store.find({ types: ['f.A'], about: { x: '2' }, limit: 9 })).toEqual([]);
  });
});

describe('subscriptions', () => {
  it('delivers the wanted types from the beginning, then what is appended, and goes on where it stopped', async () => {
    await store.append('o1', 0, [event('o.A'), event('o.B')], cause);
    const first = collector();
    const subscription = await store.subscribe('orders', new Set(['o.A', 'o.C']), first.take);
    await store.append('o2', 0, [event('o.C')], cause);
    await first.until(2);
    await subscription.stop();
    expect(first.types()).toEqual(['o.A', 'o.C']);

    await store.append('o3', 0, [event('o.B'), event('o.A')], cause);
    expect(await store.lag('orders')).toBe(1);
    const second = collector();
    const again = await store.subscribe('orders', new Set(['o.A', 'o.C']), second.take);
    await second.until(1);
    await again.stop();
    expect(second.got.map(({ stream }) => stream)).toEqual(['o3']);
    expect(await store.lag('orders')).toBe(0);
  });

  it('loses nothing when transactions commit out of order', async () => {
    const seen = collector();
    const subscription = await store.subscribe('out-of-order', new Set(['x.Slow', 'x.Fast']), seen.take);
    const slow = await database.pool.connect();
    await slow.query('begin');
    await slow.query(`insert into decision_event (id, stream, stream_key, stream_position, type, version, data, cause)
      values (gen_random_uuid(), 'slow', '\\x00', 0, 'x.Slow', 1, '{}', '{}')`);
    await store.append('fast', 0, [event('x.Fast')], cause); // a later position, committed first
    expect(seen.got).toEqual([]);
    await slow.query('commit');
    slow.release();
    await seen.until(2);
    expect(seen.types()).toEqual(['x.Slow', 'x.Fast']);
    await subscription.stop();
  });

  it('tries an event again until its reactor resolves, and passes over none', async () => {
    await store.append('r', 0, [event('r.A', { n: 1 }), event('r.A', { n: 2 })], cause);
    const seen = collector();
    let failures = 0;
    const subscription = await store.subscribe('retry', new Set(['r.A']), async (one) => {
      if (failures++ < 2) throw new Error('the mail server is away');
      await seen.take(one);
    });
    await seen.until(2);
    await subscription.stop();
    expect(seen.got.map(({ streamPosition }) => streamPosition)).toEqual([0, 1]);
    expect(failures).toBe(4);
  });

  it('stops while a reactor keeps failing, and keeps the place', async () => {
    await store.append('stuck', 0, [event('k.A')], cause);
    let tried: () => void = () => undefined;
    const once = new Promise<void>((resolve) => (tried = resolve));
    const subscription = await store.subscribe('stuck', new Set(['k.A']), () => {
      tried();
      return Promise.reject(new Error('no'));
    });
    await once;
    await subscription.stop();
    expect(await store.lag('stuck')).toBe(1);
  });

  it('is held by one process at a time, and taken over when its connection is killed', async () => {
    const other = await openEventStore(database.pool, log);
    const one = collector();
    const two = collector();
    const first = await store.subscribe('held', new Set(['h.A']), one.take);
    await store.append('h1', 0, [event('h.A')], cause);
    await one.until(1);
    await drained('held');
    const second = await other.subscribe('held', new Set(['h.A']), two.take);
    await store.append('h2', 0, [event('h.A')], cause);
    await one.until(2);
    await drained('held');
    expect(two.got).toEqual([]);

    await first.stop();
    await store.append('h3', 0, [event('h.A')], cause);
    await two.until(1);
    await drained('held');
    await killHolders();
    await store.append('h4', 0, [event('h.A')], cause);
    await two.until(2);
    await second.stop();
    expect(two.got.map(({ stream }) => stream)).toEqual(['h3', 'h4']);
  });

  it('delivers again what was handled but not yet noted when the connection died', async () => {
    await store.append('again', 0, [event('a.A')], cause);
    const seen = collector();
    const subscription = await store.subscribe('again', new Set(['a.A']), async (one) => {
      if (seen.got.length === 0) {
        await killHolders();
      }
      await seen.take(one);
    });
    await seen.until(2);
    await drained('again');
    await subscription.stop();
    expect(seen.got.map(({ stream }) => stream)).toEqual(['again', 'again']);
  });
});

it('relays decisions as CloudEvents, again after a failure, with their id as identity', async () => {
  const sent: (readonly [string, LogMessage])[] = [];
  let failed = false;
  let arrived: () => void = () => undefined;
  const done = new Promise<void>((resolve) => (arrived = resolve));
  const eventLog = {
    ensureTopic: () => Promise.resolve(),
    append: (topic: string, messages: readonly LogMessage[]) => {
      if (!failed) {
        failed = true;
        return Promise.reject(new Error('broker away'));
      }
      sent.push(...messages.map((message) => [topic, message] as const));
      arrived();
      return Promise.resolve();
    },
    consume: () => Promise.reject(new Error('not here')),
    lag: () => Promise.resolve(0),
    ranges: () => Promise.reject(new Error('not here')),
    read: () => Promise.reject(new Error('not here')),
    check: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
  const data = { learner: 'learner-1', why: 'because' };
  const [recorded] = await store.append('m', 0, [event('communications.MessageSuppressed', data)], cause);
  const relay = await startRelay({ store, log: eventLog, partitions: 2 });
  await done;
  await relay.stop();
  expect(sent.map(([topic, { key }]) => [topic, key])).toEqual([[DECISIONS, 'learner-1']]);
  expect(JSON.parse(Buffer.from(sent[0]![1].value).toString())).toEqual({
    specversion: '1.0',
    id: recorded!.id,
    source: 'laurel',
    type: 'communications.MessageSuppressed',
    time: recorded!.recordedAt.toISOString(),
    subject: 'learner-1',
    dataschema: 'urn:laurel:communications.MessageSuppressed:1',
    data,
  });
});
