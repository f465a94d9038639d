import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { memoryOf } from '../support/memory.mjs';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'laurel-demo-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const LAST_WORDS = 'Ctrl-C ends it.';
const MOST_MEMORY = 1.5 * 2 ** 30;

/** Runs the demo until it has said everything, then ends it as Ctrl-C does. */
const demo = async (dataDir: string, ...args: string[]) => {
  const env = { ...process.env, LAUREL_DATA_DIR: dataDir };
  const child = spawn(process.execPath, ['infra/run/demo.mjs', ...args], { cwd: root, env, stdio: 'pipe' });
  const since = performance.now();
  const ended = once(child, 'exit');
  let said = '';
  let memory = 0;
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  for await (const line of createInterface({ input: child.stdout })) {
    said += `${line}\n`;
    memory = Math.max(memory, child.pid ? memoryOf(child.pid, dataDir) : 0);
    if (line === LAST_WORDS) child.kill('SIGINT');
  }
  const [code] = (await ended) as [number];
  return { code, said, memory, seconds: (performance.now() - since) / 1000 };
};

/** Every figure of its last words but the times, by name. */
const numbersIn = (said: string) => {
  const number = (pattern: RegExp) => Number(pattern.exec(said)?.[1]);
  return {
    enrolments: number(/Of (\d+) enrolments in "consulting"/),
    completed: number(/enrolments in "consulting", (\d+) were completed/),
    invited: number(/The campaign invited (\d+) people/),
    reminded: number(/and reminded (\d+);/),
    deferred: number(/; (\d+) got theirs later/),
    cameInvited: number(/Within 60 days (\d+) of/),
    heldOut: number(/invited enrolled, and \d+ of (\d+)/),
    cameHeldOut: number(/invited enrolled, and (\d+) of/),
  };
};

let first: Awaited<ReturnType<typeof demo>>;

it('tells the story, lets the campaign run in its time and ends cleanly', async () => {
  first = await demo(folder);
  const { enrolments, completed, invited, reminded, deferred, ...came } = numbersIn(first.said);
  expect(first.code).toBe(0);
  expect(enrolments).toBeGreaterThan(500);
  expect(completed).toBeGreaterThan(200);
  expect(invited).toBeGreaterThan(25);
  expect(reminded).toBeGreaterThan(0.1 * invited);
  expect(reminded).toBeLessThan(0.8 * invited);
  expect(deferred).toBeGreaterThan(3);
  expect(came.heldOut).toBeGreaterThan(3);
  expect(came.cameInvited / invited).toBeGreaterThan(1.3 * (came.cameHeldOut / came.heldOut));
  expect(first.memory).toBeLessThan(MOST_MEMORY);
}, 300_000);

it('goes on from the same data the second time, soon and without telling anything again', async () => {
  const second = await demo(folder);
  expect(second.code).toBe(0);
  expect(second.said).not.toContain('Telling');
  expect(numbersIn(second.said)).toEqual(numbersIn(first.said));
  expect(second.seconds).toBeLessThan(30); // with its end; ready long before
}, 120_000);

it('deletes nothing that no demo made', async () => {
  const foreign = mkdtempSync(join(tmpdir(), 'laurel-not-a-demo-'));
  writeFileSync(join(foreign, 'thesis.txt'), 'three years');
  const { code, said } = await demo(foreign, '--fresh');
  rmSync(foreign, { recursive: true });
  expect(code).toBe(1);
  expect(said).toContain('stays as it is');
});
