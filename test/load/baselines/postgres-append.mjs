import pg from 'pg';
import copyStreams from 'pg-copy-streams';

/**
 * The bare work of a durable log in PostgreSQL: the same bytes, committed in batches, nothing else. Two forms, because
 * which one is "bare" depends on what a log must be able to do. Imports nothing from the product.
 */
const BATCH = 2_000;
const HEADER = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');

const copyBuffer = (lines) => {
  const sizes = lines.reduce((sum, line) => sum + 6 + line.length, 0);
  const buffer = Buffer.allocUnsafe(HEADER.length + sizes + 2);
  let at = HEADER.copy(buffer);
  for (const line of lines) {
    at = buffer.writeInt16BE(1, at);
    at = buffer.writeInt32BE(line.length, at);
    at += line.copy(buffer, at);
  }
  buffer.writeInt16BE(-1, at);
  return buffer;
};

const timed = async (url, table, lines, write) => {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(`drop table if exists bare_log; ${table}; checkpoint`);
    const started = performance.now();
    for (let from = 0; from < lines.length; from += BATCH) await write(client, lines.slice(from, from + BATCH));
    return { count: lines.length, seconds: (performance.now() - started) / 1000 };
  } finally {
    await client.end();
  }
};

/** A row per event by COPY BINARY: the fastest form in which every event is a row of its own. */
export const appendRows = (url, lines) =>
  timed(
    url,
    'create table bare_log (position bigint generated always as identity primary key, value bytea not null)',
    lines,
    (client, batch) =>
      new Promise((resolve, reject) => {
        const stream = client.query(copyStreams.from('copy bare_log (value) from stdin (format binary)'));
        stream.on('error', reject).on('finish', resolve).end(copyBuffer(batch));
      }),
  );

/** A row per batch: the fastest form in which the bytes are durable at all. */
export const appendBatches = (url, lines) =>
  timed(
    url,
    `create table bare_log (position bigint generated always as identity primary key, value bytea not null);
     alter table bare_log alter value set storage external`,
    lines,
    (client, batch) =>
      client.query({ name: 'batch', text: 'insert into bare_log (value) values ($1)', values: [Buffer.concat(batch)] }),
  );

/** The bytes of all batches of `appendBatches`, by the fastest way out that the driver has. */
export const readBatches = async (url, count) => {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const started = performance.now();
    const copy = copyStreams.to('copy (select value from bare_log order by position) to stdout (format binary)');
    for await (const chunk of client.query(copy)) void chunk;
    return { count, seconds: (performance.now() - started) / 1000 };
  } finally {
    await client.end();
  }
};
