import { openChdbWarehouse } from '../../libs/adapters/clickhouse/dist/index.js';
import { LEARNING_EVENTS } from '../../libs/contracts/dist/index.js';
import { projectBatch } from '../../libs/insights/feature/dist/projection-runner.js';
import { migrateReadModels } from '../../libs/insights/read-model/dist/index.js';
import { createMetrics } from '../../libs/platform/dist/index.js';
import { Registry } from 'prom-client';
import { newDataFolder, removeFolder } from '../support/server.mjs';
import { insertIntoBareChdb } from './baselines/chdb.mjs';
import { makeEvents } from './events.mjs';
import { alternate, options, report } from './measure.mjs';

/** The projection alone: bytes as the log hands them over -> rows with every derived read model, against the bare insert. */
const BATCH = 20_000;
const appendedAt = new Date('2026-06-01T00:00:00Z');

const { scale, rounds, json } = options();
const count = Math.max(BATCH, Math.round((400_000 * scale) / BATCH) * BATCH);
const lines = makeEvents(count);
const records = lines.map((line, index) => ({
  topic: LEARNING_EVENTS,
  partition: 0,
  offset: BigInt(index),
  appendedAt,
  key: '',
  value: Buffer.from(line),
}));
console.log(`${count.toLocaleString('en')} events, ${rounds} rounds`);

/** Nothing here is bad: what would be is an error of the benchmark. */
const deadLetters = {
  keep: ([letter]) => Promise.reject(new Error(`a dead letter: ${letter.reason}`)),
};

const project = async () => {
  const folder = await newDataFolder('bench-project');
  const warehouse = await openChdbWarehouse(folder, 'laurel');
  try {
    await migrateReadModels(warehouse);
    const metrics = createMetrics(new Registry());
    const handle = projectBatch({ warehouse, deadLetters, metrics, clock: { now: () => new Date() } });
    const batch = (from) => ({
      topic: LEARNING_EVENTS,
      partition: 0,
      records: records.slice(from, from + BATCH),
      isStale: () => false,
      heartbeat: () => Promise.resolve(),
    });
    const started = performance.now();
    for (let from = 0; from < count; from += BATCH) await handle(batch(from));
    const seconds = (performance.now() - started) / 1000;
    const [{ n }] = await warehouse.rows('SELECT toUInt32(count()) AS n FROM facts');
    if (n !== count) throw new Error(`${n} rows of ${count}`);
    return { count, seconds };
  } finally {
    await warehouse.close();
    await removeFolder(folder);
  }
};

const names = { bare: 'bare chDB insert of the same JSON lines', product: 'Laurel, log records to rows' };
const rates = await alternate(rounds, {
  [names.bare]: () => insertIntoBareChdb(lines),
  [names.product]: project,
});
// Without a bar: the whole road has one (bench intake), and this says where in it the time goes.
await report({ name: 'project', unit: 'events', rates, bars: [], json });
