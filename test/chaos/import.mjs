import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startImport } from '../support/csv-import.mjs';
import { OULAD_TOTALS, ouladFolder, publishedFigures, shuffledCopy } from '../support/oulad.mjs';
import {
  asker,
  freePort,
  newDataFolder,
  removeFolder,
  startServer,
  whenCaughtUp,
  whenReady,
} from '../support/server.mjs';
import { requireEqual } from '../support/falls.mjs';

/**
 * The whole of OULAD through the real command, with kill -9 of everything that takes part: the import, the server and,
 * where it is the log, the Kafka broker. Told then once more from files whose rows are in another order, the answers must
 * be the published totals, and the same to the digit.
 */
const { values } = parseArgs({
  options: { log: { type: 'string', default: 'postgres' }, rounds: { type: 'string', default: '2' } },
});
const rounds = Number(values.rounds);
const onKafka = values.log === 'kafka';
if (!(rounds >= 1) || (!onKafka && values.log !== 'postgres')) {
  console.error('Usage: npm run chaos -- import [--log postgres|kafka] [--rounds N], each round a kill of everything');
  process.exit(2);
}
const oulad = ouladFolder();
if (!oulad) {
  console.error(
    'The OULAD files are not there: put them beside the repository, in ../shared/data/oulad, or say where.',
  );
  console.error('LAUREL_DATA_SETS is the folder that holds "oulad".');
  process.exit(1);
}

const SEED = 20_260_201;
const data = await newDataFolder('chaos-import');
const state = join(data, 'imports');
const port = await freePort();
const broker = onKafka ? await (await import('@laurel/testing')).startKafka() : undefined;
const env = broker ? { LAUREL_EVENT_LOG: 'kafka', KAFKA_BROKERS: broker.brokers.join(',') } : {};

let server;
let key;
const liveServer = async () => {
  server = await startServer({ data, port, env });
  key = await server.key();
};
const startTelling = (files, more) => startImport({ url: server.url, key, files, state, more });

/** What can be killed while an import tells, and how it comes back. Each resolves with the import that goes on. */
const KILLS = {
  import: async (telling) => {
    await telling.kill();
    return startTelling(oulad);
  },
  server: async (telling) => {
    await server.kill();
    await liveServer();
    return telling;
  },
  ...(broker && {
    broker: async (telling) => {
      await broker.kill();
      await broker.restart();
      return telling;
    },
  }),
};

/** Each kill has its own stretch of the import, and falls somewhere in it. */
const tellWithKills = async (count) => {
  const victims = Array.from({ length: rounds }, () => Object.keys(KILLS)).flat();
  const stretch = count / (victims.length + 1);
  const falls = [];
  let telling = startTelling(oulad);
  for (const [index, victim] of victims.entries()) {
    const acknowledged = await telling.whenAcknowledged(stretch * (index + 0.2 + 0.8 * Math.random()));
    telling = await KILLS[victim](telling);
    falls.push({ victim, acknowledged });
    console.log(`killed the ${victim} at ${acknowledged} of ${count} events acknowledged`);
  }
  return { falls, told: await telling.done() };
};

const overview = async () => {
  await whenReady(server);
  const ask = asker(server, key);
  await whenCaughtUp(ask, 600_000);
  const { totals, rows, scoreDistribution, enrolmentsOverTime } = await ask('/v1/questions/course-overview', {
    by: 'run',
  });
  return { totals, rows, scoreDistribution, enrolmentsOverTime };
};

const printFalls = (falls, count) => {
  console.log('killed   events acknowledged');
  for (const { victim, acknowledged } of falls) {
    const inside = acknowledged > 0 && acknowledged < count;
    console.log(`${victim.padEnd(7)}  ${acknowledged} of ${count}${inside ? '' : '  MISSED: not in the middle'}`);
    if (!inside) process.exitCode = 1;
  }
};

/** Every number of an answer with the path to it. */
const figuresOf = (answer, path = '') =>
  answer !== null && typeof answer === 'object'
    ? Object.entries(answer).flatMap(([name, value]) => figuresOf(value, path ? `${path}.${name}` : name))
    : [[path, answer]];

try {
  await liveServer();
  const { events } = await startTelling(oulad, ['--dry-run']).done();
  const count = Object.values(events).reduce((sum, one) => sum + one.count, 0);
  const { falls, told } = await tellWithKills(count);
  const first = await overview();
  console.log(`told, with ${falls.length} kills; telling again from shuffled files`);
  const again = await startTelling(await shuffledCopy(oulad, join(data, 'shuffled'), SEED)).done();
  const second = await overview();
  await server.stop();

  printFalls(falls, count);
  const is = publishedFigures(first.totals);
  const [before, after] = [new Map(figuresOf(first)), new Map(figuresOf(second))];
  const different = [...before.keys(), ...after.keys()].filter((path) => before.get(path) !== after.get(path));
  for (const path of new Set(different)) console.log(`  ${path}: ${before.get(path)}, then ${after.get(path)}`);
  requireEqual([
    ['events acknowledged', told.accepted, count],
    ['events acknowledged again, shuffled', again.accepted, count],
    ...Object.entries(OULAD_TOTALS).map(([name, should]) => [name, is[name], should]),
    [`of ${before.size} figures, different after the second time`, different.length, 0],
  ]);
} finally {
  await server?.kill();
  await broker?.stop();
  await removeFolder(data);
}
process.exit();
