import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const inServer = (path) => fileURLToPath(new URL(`../../apps/server/${path}`, import.meta.url));

export const freePort = async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
};

export const newDataFolder = (name) => mkdtemp(join(tmpdir(), `laurel-${name}-`));

const CHAOS = new URL('./kill-at.mjs', import.meta.url).href;

/**
 * The built server as a process of its own, ready to be asked or killed. With `chaos` ({ point, when, nth }) it ends itself
 * by SIGKILL at that line and may never become ready, so it is not waited for; `fell` says where that was.
 */
export const startServer = async ({ data, port, env = {}, chaos, readyMs = 60_000 }) => {
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(
    process.execPath,
    [`--env-file=${inServer('node.env')}`, ...(chaos ? ['--import', CHAOS] : []), inServer('dist/main.js')],
    {
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        LAUREL_LOG_LEVEL: 'warn',
        LAUREL_WORKING_DAYS: 'all', // tests run on Sundays too
        ...env,
        LAUREL_DATA_DIR: data,
        LAUREL_PORT: String(port),
        ...(chaos ? { CHAOS: JSON.stringify(chaos) } : {}),
      },
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    },
  );
  let said = '';
  let fell = '';
  child.stdio[3].on('data', (chunk) => (fell += chunk));
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => (said = (said + chunk).slice(-20_000)));
  // A script that fails leaves no server behind.
  const forsaken = () => child.kill('SIGKILL');
  process.once('exit', forsaken);
  const ended = once(child, 'close').then(([code, signal]) => {
    process.off('exit', forsaken);
    return { code, signal };
  });
  const server = {
    url,
    pid: child.pid,
    child,
    ended,
    said: () => said,
    fell: async () => {
      await ended;
      return fell.trim();
    },
    key: async () => (await readFile(join(data, 'owner.key'), 'utf8')).trim(),
    kill: async () => {
      child.kill('SIGKILL');
      return ended;
    },
    stop: async () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
  if (!chaos) await whenReady(server, readyMs);
  return server;
};

/** Waits until every part answers; throws with what the server said when it ends before. */
export const whenReady = async (server, limitMs = 180_000) => {
  let ended;
  void server.ended.then((how) => (ended = how));
  const until = Date.now() + limitMs;
  while (Date.now() < until) {
    if (ended) throw new Error(`the server ended (${JSON.stringify(ended)}):\n${server.said()}`);
    const answer = await fetch(`${server.url}/health/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the server is not ready after ${limitMs / 1000} s:\n${server.said()}`);
};

/** Asks with the owner's key; throws with the problem when the answer is not 2xx. */
export const asker =
  (server, key) =>
  async (path, body, { headers = {}, method = body === undefined ? 'GET' : 'POST' } = {}) => {
    const raw = typeof body === 'string' || body instanceof Uint8Array;
    const answer = await fetch(server.url + path, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: raw ? body : JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };

/** Waits until everything that was appended is projected: the checkpoint says so, no clock does. */
export const whenCaughtUp = async (ask, limitMs = 120_000) => {
  const until = Date.now() + limitMs;
  for (;;) {
    const { checks } = await ask('/v1/doctor');
    const waiting = checks
      .filter(({ name }) => name.startsWith('log'))
      .map(({ figures }) => Number(figures.lag ?? Number.NaN));
    if (waiting.length > 0 && waiting.every((lag) => lag === 0)) return;
    if (Date.now() > until) throw new Error(`not caught up: ${JSON.stringify(checks)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
};

/** Looks again until it is so; the limit of the test ends a wait for what never comes. */
export const until = async (isSo) => {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 50));
};

/** A killed server's database may write for a moment yet: what failed must not be hidden behind that. */
export const removeFolder = (folder) => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
