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

const numbersIn = (said: string) => {
  const [, enrolments, completed] = /Of (\d+) enrolments in "consulting", (\d+) were completed/.exec(said) ?? [];
  const [, found, mails] = /found (\d+) people; (\d+) mails/.exec(said) ?? [];
  return { enrolments: Number(enrolments), completed: Number(completed), found: Number(found), mails: Number(mails) };
};

let first: Awaited<ReturnType<typeof demo>>;

it('tells the story, lets the rule decide and ends cleanly', async () => {
  first = await demo(folder);
  const { enrolments, completed, found, mails } = numbersIn(first.said);
  expect(first.code).toBe(0);
  expect(enrolments).toBeGreaterThan(700);
  expect(completed).toBeGreaterThan(250);
  expect(found).toBeGreaterThanOrEqual(15);
  expect(found).toBeLessThanOrEqual(30);
  expect(mails).toBeGreaterThan(10);
  expect(mails).toBeLessThanOrEqual(found);
  expect(first.memory).toBeLessThan(MOST_MEMORY);
}, 180_000);

it('goes on from the same data the second time, soon and without telling anything again', async () => {
  const second = await demo(folder);
  expect(second.code).toBe(0);
  expect(second.said).not.toContain('Telling');
  expect(numbersIn(second.said)).toEqual(numbersIn(first.said));
  expect(second.seconds).toBeLessThan(30); // with its end; ready long before
}, 60_000);

it('deletes nothing that no demo made', async () => {
  const foreign = mkdtempSync(join(tmpdir(), 'laurel-not-a-demo-'));
  writeFileSync(join(foreign, 'thesis.txt'), 'three years');
  const { code, said } = await demo(foreign, '--fresh');
  rmSync(foreign, { recursive: true });
  expect(code).toBe(1);
  expect(said).toContain('stays as it is');
});
