import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { build } from './build.mjs';
import { install } from './install.mjs';
import { main, root, say, seconds, Stop } from './process.mjs';
import { startServer, whenReady } from './server.mjs';
import { storyClock } from './story-clock.mjs';
import { playStory } from './story-player.mjs';
import { report } from './story-report.mjs';
import { talkTo } from './talk.mjs';

const SEED = 'laurel';
/** A folder in which another story was told is told this one. */
const STORY = 2;
const USUAL_PORT = 7300;
const DAY_MS = 86_400_000;

const dataDir = resolve(process.env.LAUREL_DATA_DIR ?? join(root, 'data-demo'));
const bookmark = join(dataDir, 'demo.json');
const log = join(dataDir, 'server.log');

/** `npm run demo`: Laurel with the sample story, told through the real intake the first time. */
const demo = async () => {
  const since = performance.now();
  const args = process.argv.slice(2);
  if (args.some((argument) => argument !== '--fresh')) throw new Stop('Usage: npm run demo [-- --fresh]');
  await install();
  await build();
  await refuseToRunTwice();
  if (args.includes('--fresh') || bookmarked()?.told === false) startOver();
  const isTold = bookmarked() !== undefined;

  mkdirSync(dataDir, { recursive: true });
  const stdio = ['ignore', openSync(log, 'a'), 'inherit', ...(isTold ? [] : ['ipc'])];
  const server = startServer(await environment(), stdio, { entry: isTold ? 'main' : 'story' });
  const stopped = new Promise((told) => ['SIGINT', 'SIGTERM'].forEach((signal) => process.once(signal, told)));
  try {
    const url = await whenReady(server, dataDir);
    say(`Laurel is ready at ${url} (${seconds(since)} after the start).`);
    await Promise.race([show(url, isTold ? undefined : server), stopped, server.ended]);
  } catch (error) {
    server.child.kill('SIGTERM');
    await server.ended;
    throw error instanceof Stop ? new Stop(`${error.message}\nThe server's log is ${log}.`) : error;
  }
  const code = await server.ended;
  say(code === 0 ? `Stopped. \`npm run demo\` goes on from ${dataDir}.` : `The server ended (${code}): see ${log}.`);
  return typeof code === 'number' ? code : 1;
};

/** The story is told once, to a server whose clock can be put. One that was interrupted begins anew: time cannot go back. */
const show = async (url, listener) => {
  const key = readFileSync(join(dataDir, 'owner.key'), 'utf8').trim();
  const laurel = talkTo(url, key);
  const story = await import('../../libs/story/dist/index.js');
  if (listener) {
    writeFileSync(bookmark, JSON.stringify({ told: false, story: STORY }));
    const until = new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS);
    await playStory({ laurel, url, clock: storyClock(listener, laurel), seed: SEED, until, story });
    writeFileSync(bookmark, JSON.stringify({ told: true, story: STORY }));
  }
  await report(laurel, { url, key, campaign: story.CERTIFICATION_CAMPAIGN });
  say('Ctrl-C ends it.');
};

/** Whether this story was told to its end; undefined where no demo was. */
const bookmarked = () => {
  if (!existsSync(bookmark)) return undefined;
  const { told, story } = JSON.parse(readFileSync(bookmark, 'utf8'));
  return { told: told === true && story === STORY };
};

const refuseToRunTwice = async () => {
  const announcement = join(dataDir, 'server.json');
  if (!existsSync(announcement)) return;
  const { url } = JSON.parse(readFileSync(announcement, 'utf8'));
  const alive = await fetch(new URL('/health/live', url)).then(
    ({ ok }) => ok,
    () => false, // left by a process that was killed
  );
  if (alive) throw new Stop(`The demo is running already: ${url}`);
};

/** Deletes only what a demo made. */
const startOver = () => {
  if (existsSync(dataDir) && !bookmarked()) throw new Stop(`${dataDir} was not made by a demo: it stays as it is.`);
  rmSync(dataDir, { recursive: true, force: true });
  say(`Deleted ${dataDir}.`);
};

const environment = async () => ({
  LAUREL_PORT: String(await freePort()),
  // Nobody who looks on wants to wait a minute for a rule to look.
  LAUREL_SWEEP_SECONDS: '3',
  ...process.env,
  LAUREL_DATA_DIR: dataDir,
});

const freePort = async () => {
  if (process.env.LAUREL_PORT) return process.env.LAUREL_PORT;
  for (let port = USUAL_PORT; port < USUAL_PORT + 100; port++) {
    if (!(await isFree(port))) continue;
    if (port !== USUAL_PORT) say(`Port ${USUAL_PORT} is taken, using ${port}.`);
    return port;
  }
  throw new Stop(`No port is free from ${USUAL_PORT} on: set LAUREL_PORT.`);
};

const isFree = (port) =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

await main(demo);
