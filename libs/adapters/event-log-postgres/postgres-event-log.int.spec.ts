import { type EventLog, type LogBatch } from '@laurel/kernel';
import { createLogger } from '@laurel/platform';
import { openTestDatabase, type TestDatabase } from '@laurel/testing';
import { openPostgresEventLog } from './postgres-event-log.ts';
import { dropExpired } from './retention.ts';

const logger = createLogger('silent');
const TOPIC = 'test.topic';
const EAGER = { maxRecords: 100, maxWaitMs: 0 };
const message = (n: number) => ({ key: 'k', value: Buffer.from(String(n)) });

let database: TestDatabase;
let log: EventLog;
beforeEach(async () => {
  database = await openTestDatabase();
  log = await openPostgresEventLog(database.pool, logger);
  await log.ensureTopic(TOPIC, { partitions: 1, retention: { days: 7 } });
});
afterEach(async () => {
  await log.close();
  await database.drop();
});

const until = async (holds: () => boolean | Promise<boolean>) => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5));
};
const numbers = (batch: LogBatch) => batch.records.map(({ value }) => Number(Buffer.from(value).toString()));
const readBy = (group: string, count: number) =>
  new Promise<bigint[]>((resolve) => {
    const offsets: bigint[] = [];
    void log.consume(TOPIC, group, EAGER, ({ records }) => {
      offsets.push(...records.map(({ offset }) => offset));
      if (offsets.length >= count) resolve(offsets);
      return Promise.resolve();
    });
  });

it('gives offsets without a gap to writers of many processes', async () => {
  const writers = await Promise.all([1, 2, 3].map(() => openPostgresEventLog(database.pool, logger)));
  const write = async (writer: EventLog) => {
    for (let n = 0; n < 50; n++) await writer.append(TOPIC, [message(n), message(n)]);
  };
  await Promise.all(writers.map(write));
  expect(await readBy('readers', 300)).toEqual(Array.from({ length: 300 }, (_, n) => BigInt(n)));
  await Promise.all(writers.map((writer) => writer.close()));
});

it('shows what is committed beside an older transaction, and nothing of what is not', async () => {
  const old = await database.pool.connect();
  await old.query('begin; select pg_current_xact_id()');
  await log.append(TOPIC, [message(0)]);
  expect(await readBy('beside', 1)).toEqual([0n]);
  await old.query(`select laurel_log_append(1, '{0}', '{1}', array['\\x00000000000000'::bytea])`);
  const waiting = log.append(TOPIC, [message(1)]); // writers take turns
  await old.query('rollback');
  old.release();
  await waiting;
  expect(await readBy('after', 2)).toEqual([0n, 1n]);
});

it('says that a batch is stale when its session is gone, and lets nobody commit it but the next owner', async () => {
  await log.append(TOPIC, [message(0), message(1)]);
  let tries = 0;
  const stale: boolean[] = [];
  await log.consume(TOPIC, 'readers', EAGER, async (batch) => {
    if (tries++ > 0) return;
    await database.pool.query(
      `select pg_terminate_backend(pid) from pg_locks
       where locktype = 'advisory' and objsubid = 2
         and database = (select oid from pg_database where datname = current_database())`,
    );
    await until(() => batch.isStale());
    stale.push(batch.isStale());
    expect(await log.lag(TOPIC, 'readers')).toBe(2);
  });
  await until(async () => (await log.lag(TOPIC, 'readers')) === 0);
  expect(stale).toEqual([true]);
  expect(tries).toBe(2);
});

it('hands a partition over only when its batch is finished', async () => {
  const topic = 'test.two';
  await log.ensureTopic(topic, { partitions: 2, retention: 'forever' });
  const told = Array.from({ length: 20 }, (_, n) => ({ key: `k-${n}`, value: Buffer.from(String(n)) }));
  await log.append(topic, told);
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const first: number[] = [];
  const second: number[] = [];
  const inHand = new Set<number>();
  await log.consume(topic, 'g', { ...EAGER, concurrency: 2 }, async (batch) => {
    first.push(...numbers(batch));
    inHand.add(batch.partition);
    await finished;
  });
  await until(() => inHand.size === 2);
  const sessions = async () =>
    (
      await database.pool.query<{ pid: number; query_start: Date }>(
        `select pid, query_start from pg_stat_activity
         where datname = current_database() and query like '%from event_log_partition where topic = $1'`,
      )
    ).rows;
  const [owner] = await sessions();
  await log.consume(topic, 'g', EAGER, (batch) => Promise.resolve(void second.push(...numbers(batch))));
  await until(async () => (await sessions()).length === 2);
  const looks = new Set<number | undefined>();
  await until(async () => {
    looks.add((await sessions()).find(({ pid }) => pid === owner?.pid)?.query_start.getTime());
    return looks.size > 2; // the owner has seen the newcomer
  });
  expect(second).toEqual([]);
  finish();
  await until(async () => (await log.lag(topic, 'g')) === 0);
  expect([...first].sort((a, b) => a - b)).toEqual(told.map((_, n) => n));
  await log.append(topic, told);
  await until(() => first.length > 20 && second.length > 0);
});

describe('retention', () => {
  const age = (days: number, below: number) =>
    database.pool.query(
      `update event_log_batch set appended_at = now() - $1 * interval '1 day' where first_offset < $2`,
      [days, below],
    );
  const kept = async () =>
    (await database.pool.query<{ n: number }>('select coalesce(sum(records), 0)::int as n from event_log_batch'))
      .rows[0]?.n;

  it('drops whole batches that are too old, and new groups begin behind them', async () => {
    for (let n = 0; n < 6; n += 2) await log.append(TOPIC, [message(n), message(n + 1)]);
    await age(8, 4);
    await dropExpired(database.pool);
    expect(await kept()).toBe(2);
    expect(await log.lag(TOPIC, 'new')).toBe(2);
    expect(await readBy('new', 2)).toEqual([4n, 5n]);
    await age(8, 6);
    await until(async () => (await log.lag(TOPIC, 'new')) === 0);
    await dropExpired(database.pool);
    expect(await kept()).toBe(0);
    await log.append(TOPIC, [message(6)]);
    expect(await log.lag(TOPIC, 'new')).toBeLessThanOrEqual(1);
    expect(await readBy('newest', 1)).toEqual([6n]);
  });

  it('keeps what a known group has not committed, and topics that are kept for ever', async () => {
    const slow = await log.consume(TOPIC, 'slow', EAGER, () => Promise.reject(new Error('not today')));
    await log.append(TOPIC, [message(0)]);
    await log.ensureTopic('test.facts', { partitions: 1, retention: 'forever' });
    await log.append('test.facts', [message(0)]);
    await age(10_000, 99);
    await dropExpired(database.pool);
    expect(await kept()).toBe(2);
    await slow.stop();
  });
});

it('makes a topic once, and names one that is missing', async () => {
  await Promise.all([1, 2, 3].map(() => log.ensureTopic('test.many', { partitions: 3, retention: 'forever' })));
  await log.ensureTopic('test.many', { partitions: 9, retention: 'forever' });
  const seen: number[] = [];
  await log.consume('test.many', 'g', EAGER, (batch) => Promise.resolve(void seen.push(...numbers(batch))));
  await log.append('test.many', [message(4)]);
  await until(() => seen.length === 1);
  const { rows } = await database.pool.query('select count(*)::int as n from event_log_partition');
  expect(rows).toEqual([{ n: 4 }]);
  await expect(log.append('test.none', [message(0)])).rejects.toThrow('there is no topic test.none');
});
