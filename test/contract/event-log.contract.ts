import { type BatchHandler, type ConsumeOptions, type EventLog, LogBusy, type LogRecord } from '@laurel/kernel';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { keys, type LogServer, message, numbered, PARTITIONS, Seen, until, upTo } from './log-server.ts';

const EAGER: ConsumeOptions = { maxRecords: 500, maxWaitMs: 0 };
const CONSUMER = fileURLToPath(new URL('./event-log-consumer.mjs', import.meta.url));

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const bytesAlive = (): number => {
  collectGarbage(); // frees buffers on another thread, and may return before it has
  collectGarbage(); // waits for the one before
  return process.memoryUsage().arrayBuffers;
};

/** What every event log promises, whatever it is made of. */
export const eventLogContract = (start: () => Promise<LogServer>): void => {
  let server: LogServer;
  let log: EventLog;
  let topic: string;
  const group = 'readers';

  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    log = await server.open();
    topic = `test.${randomUUID()}`;
    await log.ensureTopic(topic, { partitions: PARTITIONS, retention: 'forever' });
  });
  const faults: unknown[] = [];
  afterEach(async () => {
    await log.close();
    expect(faults.splice(0)).toEqual([]);
  });
  const consume = (handle: BatchHandler, options = EAGER, from = log) =>
    from.consume(topic, group, options, (batch) =>
      handle(batch).catch((fault: unknown) => {
        faults.push(fault); // an expectation of a handler; the log would only try again
        throw fault;
      }),
    );
  const drained = () => until(async () => (await log.lag(topic, group)) === 0);

  it('gives every byte back as it came, with a place and the time of the append', async () => {
    const bytes = [[], [0], [0xff, 0xfe], [0xed, 0xa0, 0x80], [10, 10, 13, 0, 92]].map((value) => Buffer.from(value));
    const values = [...bytes, Buffer.alloc(900_000, 7)];
    const strange = ['', 'a', 'ü', '😀', 'nul\0', 'a\nb'];
    const since = Date.now();
    await log.append(
      topic,
      values.map((value, n) => ({ key: strange[n] ?? '', value })),
    );
    const seen = new Seen();
    await consume(seen.take);
    await until(() => seen.records.length === values.length);
    const told = new Map(seen.records.map((record) => [record.key, record]));
    values.forEach((value, n) => expect(value.equals(told.get(strange[n] ?? '')?.value ?? Buffer.of(1))).toBe(true));
    for (const { appendedAt, partition, topic: from } of seen.records) {
      expect(Math.abs(appendedAt.getTime() - since)).toBeLessThan(30_000);
      expect(partition).toBeLessThan(PARTITIONS);
      expect(from).toBe(topic);
    }
    await drained();
  });

  it('says what its partitions hold, and shows the record of one place', async () => {
    expect(await log.ranges(topic)).toEqual(upTo(PARTITIONS).map((partition) => ({ partition, first: 0n, next: 0n })));
    for (let round = 0; round < 3; round++) await log.append(topic, numbered('k', 5, round * 5));
    const seen = new Seen();
    await consume(seen.take);
    await seen.has(15);
    const { partition = -1 } = seen.records[0] ?? {};
    const held = await log.ranges(topic);
    expect(held.find((range) => range.partition === partition)).toEqual({ partition, first: 0n, next: 15n });
    expect(await log.read(topic, partition, 7n)).toEqual(seen.records[7]); // its offset and time too
    expect(await log.read(topic, partition, 15n)).toBeUndefined();
    expect(await log.read(topic, PARTITIONS, 0n)).toBeUndefined();
  });

  it('keeps the order of a key, whoever appends beside, and bounds batches', async () => {
    const other = await server.open();
    const writers = keys('learner', 12);
    const write = async (key: string, n: number) => {
      const mine = n % 2 ? log : other;
      for (let round = 0; round < 10; round++) await mine.append(topic, numbered(key, 20, round * 20));
    };
    const seen = new Seen();
    await consume(
      async (batch) => {
        expect(batch.records.length).toBeLessThanOrEqual(7);
        expect(new Set(batch.records.map(({ partition }) => partition))).toEqual(new Set([batch.partition]));
        await seen.take(batch);
      },
      { maxRecords: 7, maxWaitMs: 0 },
    );
    await Promise.all(writers.map(write));
    await seen.has(12 * 200);
    for (const key of writers) expect(seen.of(key)).toEqual(upTo(200));
    for (let partition = 0; partition < PARTITIONS; partition++) {
      const offsets = seen.records.filter((record) => record.partition === partition).map(({ offset }) => offset);
      expect(offsets).toEqual([...offsets].sort((a, b) => (a < b ? -1 : 1)));
      expect(new Set(offsets).size).toBe(offsets.length);
    }
    await other.close();
  });

  it('keeps the order of appends that nobody waited for', async () => {
    await Promise.all(upTo(300).map((n) => log.append(topic, [message('k', `k:${n}`)])));
    const seen = new Seen();
    await consume(seen.take);
    await seen.has(300);
    expect(seen.of('k')).toEqual(upTo(300));
  });

  it('delivers a batch again until its handler resolves, the same records at the same places', async () => {
    const names = keys('poison', 8);
    await log.append(
      topic,
      names.flatMap((key) => numbered(key, 3)),
    );
    const failed: LogRecord[] = [];
    const seen = new Seen();
    let poisoned: number | undefined;
    const handle: BatchHandler = async (batch) => {
      poisoned ??= batch.partition;
      if (batch.partition !== poisoned || failed.length > batch.records.length) return seen.take(batch);
      failed.push(...batch.records);
      throw new Error('a handler that fails');
    };
    await log.consume(topic, group, EAGER, handle);
    await seen.has(24);
    for (const key of names) expect(seen.of(key)).toEqual(upTo(3));
    const again = seen.records.filter(({ partition }) => partition === poisoned);
    expect(failed).toEqual([...again, ...again]); // offsets and times too
    await drained();
  });

  it('gives a new group everything, counts what is left, and goes on where the group stood', async () => {
    await log.append(topic, numbered('a', 5));
    expect(await log.lag(topic, group)).toBe(5);
    const first = new Seen();
    const consumption = await consume(first.take);
    await first.has(5);
    await drained();
    await consumption.stop();
    await log.append(topic, numbered('a', 3, 5));
    expect(await log.lag(topic, group)).toBe(3);
    expect(await log.lag(topic, 'others')).toBe(8);
    const second = new Seen();
    await consume(second.take);
    await second.has(3);
    expect(second.of('a')).toEqual([5, 6, 7]);
  });

  it('stops when the batch in hand is finished, and commits it', async () => {
    await log.append(topic, numbered('a', 5));
    let finish: () => void = () => undefined;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    const seen = new Seen();
    const consumption = await consume(async (batch) => {
      await seen.take(batch);
      await finished;
      expect(batch.isStale()).toBe(false);
    });
    await seen.has(5);
    let stopped = false;
    const stopping = consumption.stop().then(() => (stopped = true));
    await log.check();
    expect(stopped).toBe(false);
    finish();
    await stopping;
    expect(await log.lag(topic, group)).toBe(0);
  });

  it('delivers again what a consumer had in hand when it was killed', async () => {
    await log.append(topic, numbered('a', 5));
    const { technology, address } = server;
    const child = spawn(process.execPath, [CONSUMER, technology, address, topic, group], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(createInterface({ input: child.stdout }), 'line');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const seen = new Seen();
    await consume(seen.take);
    await seen.has(5);
    expect(seen.of('a')).toEqual(upTo(5));
  });

  it('shares partitions in a group; who comes and goes loses and doubles nothing', async () => {
    const other = await server.open();
    const names = keys('learner', 40);
    const seen = new Seen();
    const owners = new Map<number, Set<string>>();
    const busy = new Set<number>();
    const handle =
      (owner: string): BatchHandler =>
      async (batch) => {
        expect(busy.has(batch.partition)).toBe(false); // never two at once, not even in the hand-over
        busy.add(batch.partition);
        owners.set(batch.partition, (owners.get(batch.partition) ?? new Set()).add(owner));
        await seen.take(batch);
        await batch.heartbeat();
        for (let n = 0; n < 5; n++) await log.check(); // long enough to be met by the hand-over
        busy.delete(batch.partition);
      };
    let round = 0;
    let writing = true;
    const write = async () => {
      for (; writing; round++) {
        await log.append(
          topic,
          names.map((key) => message(key, `${key}:${round}`)),
        );
      }
    };
    const ownedBy = (owner: string) => [...owners.values()].filter((all) => all.has(owner)).length;
    const atOnce = { ...EAGER, concurrency: PARTITIONS };

    const first = await consume(handle('first'), atOnce);
    const written = write();
    await until(() => ownedBy('first') === PARTITIONS);
    const second = await consume(handle('second'), atOnce, other);
    await until(() => ownedBy('second') === PARTITIONS / 2);
    owners.clear();
    await until(() => owners.size === PARTITIONS);
    expect([ownedBy('first'), ownedBy('second')]).toEqual([PARTITIONS / 2, PARTITIONS / 2]);
    await first.stop();
    await until(() => ownedBy('second') === PARTITIONS);
    writing = false;
    await written;
    await seen.has(round * names.length);
    for (const key of names) expect(seen.of(key)).toEqual(upTo(round));
    await drained();
    await second.stop();
    await other.close();
  });

  it('handles as many partitions at a time as told, each in order', async () => {
    const names = keys('learner', 16);
    await log.append(
      topic,
      names.flatMap((key) => numbered(key, 2)),
    );
    const inHand = new Set<number>();
    const seen = new Seen();
    let open: () => void = () => undefined;
    const both = new Promise<void>((resolve) => (open = resolve));
    await consume(
      async (batch) => {
        inHand.add(batch.partition);
        if (inHand.size === 2) open();
        await both; // would wait for ever if they were handled one after the other
        expect(inHand.size).toBeLessThanOrEqual(2);
        await seen.take(batch);
        inHand.delete(batch.partition);
      },
      { ...EAGER, concurrency: 2 },
    );
    await seen.has(32);
    for (const key of names) expect(seen.of(key)).toEqual([0, 1]);
  });

  it('says that it is busy when too much waits, takes nothing of it, and recovers', async () => {
    const tight = await server.open({ mostWaitingBytes: 100_000 });
    const large = (n: number) => [message('k', `k:${n}:${'x'.repeat(30_000)}`)];
    const answers = await Promise.allSettled(upTo(20).map((n) => tight.append(topic, large(n))));
    const taken = answers.flatMap(({ status }, n) => (status === 'fulfilled' ? [n] : []));
    expect(taken).toEqual([0, 1, 2]);
    for (const one of answers.slice(3)) {
      expect(one).toEqual({ status: 'rejected', reason: expect.any(LogBusy) as unknown });
    }
    await tight.append(topic, large(20));
    const seen = new Seen();
    await consume(seen.take);
    await seen.has(4);
    expect(seen.of('k')).toEqual([0, 1, 2, 20]);
    await tight.close();
  });

  it('reads no further than a slow handler is, so memory stays flat', async () => {
    const MEGABYTE = 2 ** 20;
    const before = bytesAlive();
    const large = upTo(400).map((n) => ({ key: `k-${n}`, value: Buffer.alloc(MEGABYTE / 4, n) }));
    while (large.length > 0) await Promise.all(large.splice(0, 40).map((one) => log.append(topic, [one])));
    let most = 0;
    let batches = 0;
    let count = 0;
    await consume(
      async ({ records }) => {
        count += records.length;
        if (batches++ % 10 === 0) most = Math.max(most, bytesAlive() - before);
        await log.check(); // slower than the reading
      },
      { maxRecords: 10, maxWaitMs: 0 },
    );
    await until(() => count === 400);
    expect(most).toBeLessThan(48 * MEGABYTE); // of 100 MB
  });
};
