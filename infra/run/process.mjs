import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The folder of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** One line to whoever waits. */
export const say = (line) => console.log(line);

/** A failure that needs no stack: its sentence says what to do. */
export class Stop extends Error {}

/** Runs a main function; its number is the exit code, a Stop is told in one sentence. */
export const main = async (work) => {
  try {
    process.exitCode = (await work()) ?? 0;
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
};

/** Runs a program to its end; what it prints is shown only when it fails. Resolves with `{ code, output }`. */
export const run = (command, args, options = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    const chunks = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => chunks.push(chunk));
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code: code ?? signal, output: Buffer.concat(chunks).toString() }));
  });

/** The same, for steps that must succeed. */
export const mustRun = async (what, command, args, options) => {
  const { code, output } = await run(command, args, options);
  if (code !== 0) throw new Stop(`${output.trim()}\n${what} failed (${code}).`);
  return output;
};

/** A program of node_modules, started with this Node. */
export const tool = (path) => fileURLToPath(new URL(`../../node_modules/${path}`, import.meta.url));

export const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
