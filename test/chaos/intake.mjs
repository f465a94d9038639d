import { parseArgs } from 'node:util';
import {
  asker,
  freePort,
  newDataFolder,
  removeFolder,
  startServer,
  whenCaughtUp,
  whenReady,
} from '../support/server.mjs';
import { fallTable, requireAll, requireEqual } from '../support/falls.mjs';

/**
 * kill -9 of the server while events come in: every acknowledged event is counted exactly once, every rejected one is kept
 * exactly once, and nothing else is there. Each kill falls right before or right after one line that has an effect, at a
 * random one of its passes; the script fails when a side of a line got none.
 */
const POINTS = ['log append', 'answer', 'facts insert', 'log checkpoint', 'dead letter kept'];
const SIDES = POINTS.flatMap((point) => ['before', 'after'].map((when) => ({ point, when })));
const BATCH = 500;
const CONNECTIONS = 4;

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '25' }, events: { type: 'string', default: '200000' } },
});
const rounds = Number(values.rounds);
const count = Number(values.events);
if (!(rounds >= SIDES.length) || !(count >= BATCH * rounds)) {
  console.error(
    `--rounds is at least ${SIDES.length} (each line, before and after), --events at least ${BATCH} a round`,
  );
  process.exit(2);
}

/** One learner each, so that the number of enrolments is the number of counted facts; one in a hundred is unreadable. */
const eventAt = (index) =>
  JSON.stringify({
    specversion: '1.0',
    id: `chaos-${index}`,
    source: 'https://chaos.example/',
    type: 'learning.Enrolled',
    time: new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString(),
    subject: `learner-${index}`,
    data: index % 100 === 99 ? { run: 'no course' } : { course: 'chaos' },
  });
const batches = Array.from({ length: Math.ceil(count / BATCH) }, (_, batch) =>
  Array.from({ length: Math.min(BATCH, count - batch * BATCH) }, (_unused, index) =>
    eventAt(batch * BATCH + index),
  ).join('\n'),
);
const bad = Math.floor(count / 100);

const acknowledged = new Map();
const unacknowledged = () => batches.map((_, index) => index).filter((index) => !acknowledged.has(index));

const post = async (url, key, body) => {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' };
  const answer = await fetch(`${url}/v1/events`, { method: 'POST', headers, body });
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
  return answer.json();
};

/** Tells the given batches over a few connections; a batch without an answer stays unacknowledged and is told again later. */
const tell = async (url, key, indexes) => {
  const waiting = [...indexes];
  const one = async () => {
    for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) {
      const answer = await post(url, key, batches[index]).catch(() => undefined);
      if (!answer) return;
      acknowledged.set(index, answer.accepted);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, one));
};

const data = await newDataFolder('chaos');
const port = await freePort();

/** One life of the server: it is told its share, and then what it knows already, until it passes the line and dies. */
const live = async (side, share) => {
  const server = await startServer({ data, port, chaos: { ...side, nth: 1 + Math.floor(Math.random() * 4) } });
  await whenReady(server).catch(() => undefined); // what waited is projected at once: it may be dead already
  let ended = false;
  void server.ended.then(() => (ended = true));
  const key = await server.key();
  await tell(server.url, key, unacknowledged().slice(0, share));
  while (!ended) await tell(server.url, key, [Math.floor(Math.random() * batches.length)]);
  return server.fell();
};

const falls = [];
try {
  const first = await startServer({ data, port });
  await first.kill();
  const share = Math.ceil(batches.length / (rounds + 1));
  for (let round = 1; round <= rounds; round++) {
    falls.push(await live(SIDES[(round - 1) % SIDES.length], share));
    console.log(
      `round ${round}/${rounds}: killed ${falls.at(-1)}; ${acknowledged.size} of ${batches.length} batches acknowledged`,
    );
  }
  const server = await startServer({ data, port });
  const ask = asker(server, await server.key());
  await tell(server.url, await server.key(), unacknowledged());
  await whenCaughtUp(ask);
  const { totals } = await ask('/v1/questions/course-overview', {});
  const { waiting } = await ask('/v1/dead-letters');
  await server.stop();

  console.log(fallTable(POINTS, falls));
  requireEqual([
    ['events acknowledged', [...acknowledged.values()].reduce((sum, one) => sum + one, 0), count - bad],
    ['events counted', totals.enrolments, count - bad],
    ['unreadable events kept', waiting.reduce((sum, one) => sum + one.count, 0), bad],
  ]);
  requireAll(SIDES, falls);
} finally {
  await removeFolder(data);
}
