import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';

const root = join(import.meta.dirname, '..', '..');
const laurel = join(root, 'apps/cli/laurel.mjs');

interface Event {
  readonly id: string;
  readonly type: string;
}
interface Letter {
  readonly place: string;
  readonly reason: string;
  readonly original: string;
}

/** A server over HTTP that keeps what it acknowledged; the real one has specs of its own. */
class Listening {
  readonly events = new Map<string, string>();
  readonly letters = new Map<string, Letter>();
  requests = 0;
  /** What to answer instead, asked for every request; undefined goes on. */
  instead: (answer: ServerResponse) => boolean = () => false;
  private server: Server | undefined;
  port = 0;

  async start(): Promise<void> {
    this.server = createServer((request, answer) => void this.answer(request, answer));
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    const address = this.server.address() as AddressInfo;
    this.port = address.port;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    this.server?.close();
    if (this.server) await once(this.server, 'close');
  }

  private async answer(request: IncomingMessage, answer: ServerResponse): Promise<void> {
    const zipped = request.headers['content-encoding'] === 'gzip';
    const body = await text(zipped ? request.pipe(createGunzip()) : request);
    if (request.url === '/health/live') {
      answer.end('{}');
      return;
    }
    this.requests++;
    if (this.instead(answer)) return;
    answer.setHeader('content-type', 'application/json');
    if (request.url === '/v1/dead-letters') {
      const { letters } = JSON.parse(body) as { letters: Letter[] };
      for (const letter of letters) this.letters.set(letter.place, letter);
      answer.end(JSON.stringify({ kept: letters.length }));
      return;
    }
    const lines = body.split('\n').filter((line) => line !== '');
    for (const line of lines) this.events.set((JSON.parse(line) as Event).id, line);
    answer.end(JSON.stringify({ accepted: lines.length, rejected: 0, items: [] }));
  }
}

const mapping = `
source: https://lms.example/
files:
  progress:
    match: '*.csv'
    events:
      - type: learning.Progressed
        key: ['{n}']
        subject: 'learner-{who}'
        time: 2025-01-01
        data: { course: c, share: { $number: '{share}' } }
`;
const ROWS = 60_000;
const csv = () => ['n,who,share', ...Array.from({ length: ROWS }, (_, n) => `${n},${n % 997},0.5`), ''].join('\n');

let folder: string;
let server: Listening;

beforeAll(() => execFileSync('npx', ['tsc', '-b', 'apps/cli'], { cwd: root }));
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'laurel-cli-'));
  server = new Listening();
  await server.start();
  await writeFile(join(folder, 'm.yaml'), mapping);
  await mkdir(join(folder, 'in'));
  await writeFile(join(folder, 'in', 'a.csv'), csv());
});
afterEach(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}
const start = (...args: string[]) => {
  const env = { PATH: process.env['PATH'], LAUREL_URL: `http://127.0.0.1:${server.port}`, LAUREL_KEY: 'k' };
  const child = spawn(process.execPath, [laurel, ...args], { cwd: folder, env });
  const ended = Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]).then(
    ([[code], out, err]): Ended => ({ code: code as number | null, out, err }),
  );
  return { child, ended };
};
const run = (...args: string[]) => start(...args).ended;
const importing = ['import', 'csv', '--mapping', 'm.yaml', 'in', '--json'];
const everyRow = () =>
  expect(new Set(server.events.keys())).toEqual(new Set(Array.from({ length: ROWS }, (_, n) => `Progressed/${n}`)));

it('tells every row once and leaves nothing behind', async () => {
  const { code, out } = await run(...importing);
  expect([code, JSON.parse(out)]).toEqual([0, { accepted: ROWS, rejected: 0, resumed: false }]);
  everyRow();
  expect(await readdir(join(folder, '.laurel'))).toEqual([]);
});

it('goes on behind what was acknowledged after kill -9', async () => {
  const { child, ended } = start(...importing);
  server.instead = () => {
    // Nothing that comes after five answers is kept: the process dies with requests under way.
    if (server.requests === 6) child.kill('SIGKILL');
    return server.requests >= 6;
  };
  expect((await ended).code).toBeNull();
  const before = server.events.size;
  expect(before).toBeGreaterThan(0);
  expect(before).toBeLessThan(ROWS);
  server.instead = () => false;
  server.requests = 0;
  const { code, out, err } = await run(...importing);
  expect([code, JSON.parse(out)]).toEqual([0, { accepted: ROWS, rejected: 0, resumed: true }]);
  expect(err).toMatch(/going on behind \d+ that were told before/);
  expect(server.requests).toBeLessThan(ROWS / 5_000);
  everyRow();
});

it('begins anew when a file changed since', async () => {
  const { child, ended } = start(...importing);
  server.instead = () => server.requests >= 6 && child.kill('SIGKILL');
  await ended;
  server.instead = () => false;
  await appendFile(join(folder, 'in', 'a.csv'), `${ROWS},1,1\n`);
  const { out } = await run(...importing);
  expect(JSON.parse(out)).toEqual({ accepted: ROWS + 1, rejected: 0, resumed: false });
});

it('waits as long as a busy server says, and through a restart', async () => {
  let busy = 3;
  const times: number[] = [];
  server.instead = (answer) => {
    times.push(Date.now());
    if (busy-- <= 0) return false;
    answer.writeHead(429, { 'retry-after': '1', 'content-type': 'application/problem+json' });
    answer.end(
      JSON.stringify({
        type: 'about:blank',
        title: 'Too Many Requests',
        status: 429,
        code: 'log.busy',
        detail: 'the log cannot keep up',
      }),
    );
    return true;
  };
  const { ended } = start(...importing);
  while (server.events.size === 0) await new Promise((resolve) => setImmediate(resolve));
  await server.stop();
  await server.start();
  const { code, err } = await ended;
  expect(code).toBe(0);
  expect(err).toContain('waiting: the log cannot keep up');
  expect(times.at(-1)! - times[0]!).toBeGreaterThanOrEqual(1_000);
  everyRow();
});

it('sends rows that cannot be read to the dead letters, with place, reason and text', async () => {
  await appendFile(join(folder, 'in', 'a.csv'), `${ROWS},1,most\n${ROWS + 1},1\n${ROWS + 2},1,"0.5\n${ROWS + 3},1,7\n`);
  const { code, out } = await run(...importing);
  expect([code, JSON.parse(out)]).toEqual([3, { accepted: ROWS, rejected: 4, resumed: false }]);
  const line = (n: number) => `a.csv:${ROWS + 2 + n}`;
  const told = [...server.letters.values()].map(({ place, reason, original }) => [
    place,
    reason,
    Buffer.from(original, 'base64').toString(),
  ]);
  expect(told).toEqual([
    [line(0), '{share} is "most", which is not a number', `${ROWS},1,most`],
    [line(1), 'the row cannot be read: 2 fields, but the header has 3', `${ROWS + 1},1`],
    [line(2), 'the row cannot be read: a quote is opened and never closed', `${ROWS + 2},1,"0.5`],
    [line(3), expect.stringContaining('<=1'), `${ROWS + 3},1,7`],
  ]);
});

it('stops with the server’s sentence when the key may not do it, and can be resumed', async () => {
  server.instead = (answer) => {
    answer.writeHead(403, { 'content-type': 'application/problem+json' });
    answer.end(
      JSON.stringify({
        type: 'about:blank',
        title: 'Forbidden',
        status: 403,
        code: 'key.scope',
        detail: 'This key lacks the scope "ingest"',
      }),
    );
    return true;
  };
  const { code, err } = await run(...importing);
  expect([code, err]).toEqual([1, 'This key lacks the scope "ingest"\n']);
});

describe('wrong use is one sentence and exit code 2', () => {
  it.each([
    ['no such file', ['import', 'csv', '--mapping', 'm.yaml', 'nowhere'], /^there is no file or folder nowhere\n$/],
    ['no such mapping', ['import', 'csv', '--mapping', 'x.yaml', 'in'], /^the mapping x\.yaml cannot be read\n$/],
    [
      'a file that is not mapped',
      ['import', 'csv', '--mapping', 'm.yaml', 'm.yaml'],
      /^m\.yaml matches no file of the mapping: \*\.csv\n$/,
    ],
    ['no such command', ['imprt'], /unknown command 'imprt'/],
    ['an option too few', ['import', 'csv', 'in'], /required option '--mapping <file>' not specified/],
  ])('%s', async (_, args, sentence) => {
    const { code, err } = await run(...args);
    expect(code).toBe(2);
    expect(err).toMatch(sentence);
  });

  it('a column that a file lacks', async () => {
    await writeFile(join(folder, 'in', 'a.csv'), 'n,who\n1,2\n');
    expect(await run(...importing)).toMatchObject({
      code: 2,
      err: 'm.yaml:11:37: a.csv has no column "share"; it has n, who\n',
    });
  });
});

it('--dry-run needs no server and shows the first events and the rejects', async () => {
  await server.stop();
  await appendFile(join(folder, 'in', 'a.csv'), `${ROWS},1,most\n`);
  const { code, out } = await run(...importing, '--dry-run');
  expect(code).toBe(3);
  const shown = JSON.parse(out) as {
    events: Record<string, { count: number; first: Event[] }>;
    rejected: { count: number };
  };
  expect(shown.events['learning.Progressed']).toMatchObject({
    count: ROWS,
    first: [{ id: 'Progressed/0' }, { id: 'Progressed/1' }],
  });
  expect(shown.rejected).toMatchObject({ count: 1, first: [{ place: `a.csv:${ROWS + 2}` }] });
  await server.start();
});

it('events of a file of lines are sent as they stand', async () => {
  const lines = Array.from({ length: 20_000 }, (_, n) =>
    JSON.stringify({ id: `e${n}`, type: 'x', pad: 'x'.repeat(300) }),
  );
  await writeFile(join(folder, 'e.ndjson'), lines.join('\n'));
  expect((await run('import', 'events', 'e.ndjson')).code).toBe(0);
  expect([...server.events.values()].sort()).toEqual([...lines].sort());
});

it('finds an embedded server beside it by its data folder', async () => {
  await mkdir(join(folder, 'data'));
  await writeFile(
    join(folder, 'data', 'server.json'),
    JSON.stringify({ url: `http://127.0.0.1:${server.port}`, pid: 1 }),
  );
  await writeFile(join(folder, 'data', 'owner.key'), 'secret\n');
  const child = spawn(process.execPath, [laurel, ...importing], { cwd: folder, env: { PATH: process.env['PATH'] } });
  const [code] = (await once(child, 'close')) as [number];
  expect(code).toBe(0);
  everyRow();
});

it('fails at once when the server is not there', async () => {
  await server.stop();
  const { code, err } = await run(...importing);
  expect([code, err]).toEqual([1, expect.stringMatching(/no answer from .*ECONNREFUSED.*npm start/)]);
  await server.start();
});

it('says how to start a server when none is known', async () => {
  const child = spawn(process.execPath, [laurel, 'doctor'], { cwd: folder, env: { PATH: process.env['PATH'] } });
  const [[code], err] = await Promise.all([once(child, 'close'), text(child.stderr)]);
  expect([code, err]).toEqual([2, expect.stringContaining('start one with "npm start"')]);
  expect(await readFile(join(folder, 'm.yaml'), 'utf8')).toBe(mapping);
});
