import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { Stop } from './process.mjs';
import { waitFor } from './talk.mjs';

const inServer = (path) => fileURLToPath(new URL(`../../apps/server/${path}`, import.meta.url));
const flags = [`--env-file=${inServer('node.env')}`, '--enable-source-maps'];

/**
 * Starts the built server in a process of its own, by `main`, or by `story`, whose clock can be put. It ends with this one:
 * both signals are passed on.
 */
export const startServer = (env, stdio, { node = process.execPath, entry = 'main' } = {}) => {
  const child = spawn(node, [...flags, inServer(`dist/${entry}.js`)], { env, stdio });
  const pass = (signal) => child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, pass);
  const ended = once(child, 'exit').then(([code, signal]) => {
    for (const one of ['SIGINT', 'SIGTERM']) process.off(one, pass);
    return code ?? signal;
  });
  return { child, ended };
};

/** Resolves with the address when the server is ready; fails at once when it ended instead. */
export const whenReady = async ({ child, ended }, dataDir, limitSeconds = 180) => {
  const died = ended.then((code) => {
    throw new Stop(`The server ended (${code}) before it was ready.`);
  });
  const ready = waitFor('The server is ready', () => readyAddress(child.pid, dataDir), { limitSeconds, everyMs: 100 });
  return Promise.race([ready, died]);
};

const readyAddress = async (pid, dataDir) => {
  try {
    const announced = JSON.parse(readFileSync(join(dataDir, 'server.json'), 'utf8'));
    if (announced.pid !== pid) return undefined;
    const answer = await fetch(new URL('/health/ready', announced.url));
    return answer.ok ? announced.url : undefined;
  } catch {
    return undefined; // not there yet
  }
};
