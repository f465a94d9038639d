import { Agent, request } from 'node:http';
import { startKafka } from '../../libs/testing/dist/index.js';
import { startEmbeddedPostgres } from '../../libs/adapters/embedded-postgres/dist/index.js';
import { asker, freePort, newDataFolder, removeFolder, startServer, whenCaughtUp } from '../support/server.mjs';
import { insertIntoBareChdb } from './baselines/chdb.mjs';
import { appendBatches, appendRows } from './baselines/postgres-append.mjs';
import { makeEvents } from './events.mjs';
import { alternate, options, report } from './measure.mjs';

/**
 * Intake: HTTP to durable acknowledgement and on to rows in ClickHouse, everything in one embedded process, against the bare
 * work on the same bytes in the same run. The clock of the product stops when the last row is in ClickHouse. The server is
 * a fresh one: with so many events its first second, in which JavaScript is still being compiled, is not most of the figure.
 */
const BATCH = 2_000;
const CONNECTIONS = 4;

const { scale, rounds, json } = options();
const count = Math.max(BATCH, Math.round((600_000 * scale) / BATCH) * BATCH);
const lines = makeEvents(count);
const buffers = lines.map((line) => Buffer.from(line));
const bodies = [];
for (let from = 0; from < count; from += BATCH) bodies.push(Buffer.from(lines.slice(from, from + BATCH).join('\n')));
console.log(
  `${count.toLocaleString('en')} events, ${Math.round(Buffer.concat(bodies).length / count)} bytes each, ${rounds} rounds`,
);

const post = (url, key, agent, body) =>
  new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${key}`,
      'content-type': 'application/x-ndjson',
      'content-length': body.length,
    };
    request(`${url}/v1/events`, { method: 'POST', agent, headers }, (answer) => {
      let text = '';
      answer.on('data', (chunk) => (text += chunk));
      answer.on('end', () => (answer.statusCode === 200 ? resolve(JSON.parse(text)) : reject(new Error(text))));
    })
      .on('error', reject)
      .end(body);
  });

/** Sends everything over a few connections; resolves with the number accepted. */
const sendAll = async (url, key) => {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  let next = 0;
  let accepted = 0;
  const one = async () => {
    for (let body = bodies[next++]; body; body = bodies[next++]) {
      const answer = await post(url, key, agent, body);
      accepted += answer.accepted;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, one));
  agent.destroy();
  return accepted;
};

const product = async (env) => {
  const data = await newDataFolder('bench');
  const server = await startServer({ data, port: await freePort(), env });
  try {
    const key = await server.key();
    const ask = asker(server, key);
    const started = performance.now();
    const accepted = await sendAll(server.url, key);
    await whenCaughtUp(ask);
    const seconds = (performance.now() - started) / 1000;
    const { totals } = await ask('/v1/questions/course-overview', {});
    if (accepted !== count) throw new Error(`${accepted} of ${count} accepted`);
    if (!totals) throw new Error('no answer');
    return { count, seconds };
  } finally {
    await server.stop();
    await removeFolder(data);
  }
};

/** A broker of its own: the topics begin empty. */
const productOnKafka = async () => {
  const kafka = await startKafka();
  try {
    return await product({ LAUREL_EVENT_LOG: 'kafka', KAFKA_BROKERS: kafka.brokers.join(',') });
  } finally {
    await kafka.stop();
  }
};

const folder = await newDataFolder('bench-postgres');
const postgres = await startEmbeddedPostgres(folder);
const names = {
  rows: 'bare PostgreSQL append, a row per event (COPY BINARY)',
  batches: 'bare PostgreSQL append, a row per batch',
  chdb: 'bare chDB insert of the same JSON lines',
  product: 'Laurel, HTTP to ClickHouse rows, embedded log',
  kafka: 'Laurel, HTTP to ClickHouse rows, Kafka as the log',
};
try {
  const rates = await alternate(rounds, {
    [names.rows]: () => appendRows(postgres.url, buffers),
    [names.batches]: () => appendBatches(postgres.url, buffers),
    [names.chdb]: () => insertIntoBareChdb(lines),
    [names.product]: () => product({}),
  });
  // A figure beside, without a bar: a broker takes long to start, so it gets one round.
  const onKafka = await productOnKafka();
  rates[names.kafka] = onKafka.count / onKafka.seconds;
  const slower = Math.min(Math.max(rates[names.rows], rates[names.batches]), rates[names.chdb]);
  await report({
    name: 'intake',
    unit: 'events',
    rates,
    bars: [
      { what: 'embedded against the slower of the two bare works', ratio: rates[names.product] / slower, atLeast: 0.5 },
    ],
    json,
  });
} finally {
  await postgres.stop();
  await removeFolder(folder);
}
