import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

// The native engine stays out of Jest's workers: a program of its own opens it.
const PROGRAM = fileURLToPath(new URL('../../testing/chdb-inserter.mjs', import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'laurel-test-chdb-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const inserter = () => {
  const child = spawn(process.execPath, [PROGRAM, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => String((await lines.next()).value).split(' ');
  return { child, next };
};

it('keeps every acknowledged insert over kill -9, and its folder belongs to one process', async () => {
  let acknowledged = 0;
  for (const more of [3, 7, 5]) {
    const { child, next } = inserter();
    const [word, found] = await next();
    expect(word).toBe('found');
    expect(Number(found)).toBeGreaterThanOrEqual(acknowledged);
    const enough = Number(found) + more;
    while (acknowledged < enough) acknowledged = Number((await next())[1]);
    if (more === 7) {
      const second = spawn(process.execPath, [PROGRAM, folder], { stdio: ['pipe', 'ignore', 'pipe'] });
      const said = (await second.stderr.toArray()).join('');
      expect(said).toContain(`process ${child.pid} had it last`);
    }
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
});
