import pg from 'pg';
import { startEmbeddedPostgres } from '../../libs/adapters/embedded-postgres/dist/index.js';
import { openPostgresEventLog } from '../../libs/adapters/event-log-postgres/dist/index.js';
import { createLogger } from '../../libs/platform/dist/index.js';
import { newDataFolder, removeFolder } from '../support/server.mjs';
import { appendBatches, appendRows, readBatches } from './baselines/postgres-append.mjs';
import { makeEvents } from './events.mjs';
import { alternate, options, report } from './measure.mjs';

/** The embedded log alone: durable appends of many senders, then everything read by a new consumer, against bare PostgreSQL. */
const BATCH = 2_000;
const SENDERS = 4;
const PARTITIONS = 8;

const { scale, rounds, json } = options();
const count = Math.max(BATCH, Math.round((400_000 * scale) / BATCH) * BATCH);
const values = makeEvents(count).map((line) => Buffer.from(line));
const messages = values.map((value, index) => ({ key: `learner-${(index * 7919) % 20_000}`, value }));
console.log(`${count.toLocaleString('en')} events, ${rounds} rounds`);

const folder = await newDataFolder('bench-log');
const postgres = await startEmbeddedPostgres(folder);
const pool = new pg.Pool({ connectionString: postgres.url });
const log = await openPostgresEventLog(pool, createLogger('warn'));
let round = 0;

const append = async () => {
  const topic = `bench-${++round}`;
  await log.ensureTopic(topic, { partitions: PARTITIONS, retention: 'forever' });
  const started = performance.now();
  let next = 0;
  const sender = async () => {
    for (let from = next++ * BATCH; from < count; from = next++ * BATCH)
      await log.append(topic, messages.slice(from, from + BATCH));
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
  return { count, seconds: (performance.now() - started) / 1000 };
};

/** What the last `append` wrote, by a group that is new: every record decoded and every batch committed. */
const consume = async () => {
  const started = performance.now();
  let read = 0;
  let all;
  const done = new Promise((resolve) => (all = resolve));
  const options = { maxRecords: 20_000, maxWaitMs: 0 };
  const consumption = await log.consume(`bench-${round}`, `group-${round}`, options, ({ records }) => {
    read += records.length;
    if (read === count) all();
    return Promise.resolve();
  });
  await done;
  await consumption.stop();
  return { count, seconds: (performance.now() - started) / 1000 };
};

const names = {
  rows: 'bare append, a row per event (COPY BINARY)',
  batches: 'bare append, a row per batch',
  bareRead: 'bare read of those batches',
  append: 'Laurel, append',
  consume: 'Laurel, consume and commit',
};
try {
  const rates = await alternate(rounds, {
    [names.rows]: () => appendRows(postgres.url, values),
    [names.batches]: () => appendBatches(postgres.url, values),
    [names.bareRead]: () => readBatches(postgres.url, count),
    [names.append]: append,
    [names.consume]: consume,
  });
  // Without a bar: the whole road has one (bench intake), and this says where in it the time goes.
  await report({ name: 'log', unit: 'events', rates, bars: [], json });
} finally {
  await log.close();
  await pool.end();
  await postgres.stop();
  await removeFolder(folder);
}
