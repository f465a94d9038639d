import { createClient } from '@clickhouse/client';
import { createChdbConnection } from 'chdb/connection';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * The bare work of getting the same bytes into ClickHouse as rows: one insert of ready JSON lines per batch into a table
 * with the columns of a fact, read by the engine itself. Runs in a process of its own (one process, one data folder):
 * `node chdb-insert.mjs` reads the lines from stdin and prints { count, seconds }. Imports nothing from the product.
 */
const BATCH = 20_000;

const insertAll = async (lines) => {
  const path = mkdtempSync(join(tmpdir(), 'bare-chdb-'));
  const connection = createChdbConnection({ path });
  const client = createClient({ connection });
  try {
    await client.command({ query: 'create database bare engine = Atomic' });
    await client.command({
      query: `create table bare.facts (specversion LowCardinality(String), id String, source LowCardinality(String),
        type LowCardinality(String), time DateTime64(3, 'UTC'), subject String, data String)
        engine = ReplacingMergeTree order by (subject, time, source, id)`,
    });
    const settings = { date_time_input_format: 'best_effort', input_format_json_read_objects_as_strings: 1 };
    const batches = [];
    for (let from = 0; from < lines.length; from += BATCH) {
      batches.push(Buffer.from(lines.slice(from, from + BATCH).join('\n') + '\n'));
    }
    const started = performance.now();
    for (const values of batches) {
      await connection.chdb.rawInsert({ table: 'bare.facts', values, format: 'JSONEachRow', settings });
    }
    const seconds = (performance.now() - started) / 1000;
    const answer = await client.query({ query: 'select toUInt32(count()) n from bare.facts', format: 'JSONEachRow' });
    const [{ n }] = await answer.json();
    if (n !== lines.length) throw new Error(`${n} rows of ${lines.length}`);
    return { count: lines.length, seconds };
  } finally {
    await client.close();
    rmSync(path, { recursive: true, force: true });
  }
};

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const lines = Buffer.concat(chunks).toString().split('\n').filter(Boolean);
console.log(JSON.stringify(await insertAll(lines)));
process.exit(0);
