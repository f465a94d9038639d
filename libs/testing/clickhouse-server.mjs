/**
 * ClickHouse's HTTP interface on top of the embedded engine, for tests: it stands for the server that no registry has, and
 * keeps the native engine out of Jest's workers. Prints its address, ends when its standard input does.
 */
import { Session } from 'chdb';
import { mkdtempSync, rmSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CONNECTIONS = 8;
const folder = mkdtempSync(join(tmpdir(), 'laurel-test-clickhouse-'));
const idle = Array.from({ length: CONNECTIONS }, () => new Session(join(folder, 'engine')));
const waiting = [];
let files = 0;

const take = () => (idle.length > 0 ? Promise.resolve(idle.pop()) : new Promise((resolve) => waiting.push(resolve)));
const give = (session) => (waiting.length > 0 ? waiting.shift()(session) : idle.push(session));
const quoted = (text) => `'${text.replace(/[\\']/g, '\\$&').replaceAll('\0', '\\0')}'`;

const bodyOf = async (request) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
};

/** Runs one statement in the database and with the parameters of its address. */
const run = async (address, body) => {
  const session = await take();
  const file = join(folder, String(files++));
  try {
    session.query(`USE ${address.get('database') ?? 'default'}`);
    for (const [name, value] of address) {
      if (name.startsWith('param_') || name === 'max_query_size') session.query(`SET ${name} = ${quoted(value)}`);
    }
    const insert = address.get('query');
    if (insert === null) {
      const format = address.get('default_format') ?? 'TabSeparated';
      return (await session.queryAsync(body.toString(), { format })).bytes();
    }
    const [, into, format] = /^(.*)\sFORMAT (\w+)\s*$/s.exec(insert);
    await writeFile(file, body);
    await session.queryAsync(`${into} FROM INFILE '${file}' FORMAT ${format}`);
    return Buffer.alloc(0);
  } finally {
    give(session);
    await rm(file, { force: true });
  }
};

const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  if (pathname === '/ping') return response.end('Ok.\n');
  try {
    response.end(await run(searchParams, await bodyOf(request)));
  } catch (error) {
    const code = /Code: (\d+)/.exec(error.message)?.[1] ?? '1002';
    response.writeHead(500, { 'x-clickhouse-exception-code': code }).end(error.message);
  }
});

const end = () => {
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
};
process.stdin.on('end', end).resume();
process.on('SIGTERM', end);
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
