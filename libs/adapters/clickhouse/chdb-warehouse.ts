import { type QueryLimits, type QueryParams, type Warehouse } from '@laurel/insights-read-model';
import { drainPending, Session } from 'chdb';
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Connections } from './connections.ts';
import {
  INSERT_SETTINGS,
  LONGEST_STATEMENT,
  ROWS_SETTINGS,
  stoppable,
  withLiterals,
  withSettings,
} from './statement.ts';

const IN_STATEMENT = `SETTINGS ${Object.entries(INSERT_SETTINGS)
  .map(([name, value]) => `${name} = ${value}`)
  .join(', ')}`;

/** So many long questions may run before a short one has to wait. */
const QUESTIONS = 6;

/**
 * ClickHouse inside this process. The folder belongs to one process; a second one is refused with a sentence. Inserts,
 * commands and kills have connections of their own, so that no question stands in their way.
 */
export const openChdbWarehouse = async (folder: string, database: string): Promise<Warehouse> => {
  const path = resolve(folder, 'engine');
  const incoming = resolve(folder, 'incoming');
  await mkdir(path, { recursive: true });
  const first = await openFirst(path);
  // Only who holds the engine may touch the folder: what lies there was left by a process that was killed.
  await rm(incoming, { recursive: true, force: true });
  await mkdir(incoming);
  await first.queryAsync(`CREATE DATABASE IF NOT EXISTS ${database} ENGINE = Atomic`);
  return new ChdbWarehouse(first, database, incoming);
};

const openFirst = async (path: string): Promise<Session> => {
  try {
    return new Session(path);
  } catch (error) {
    const holder = /PID: (\d+)/.exec(await readFile(join(path, 'status'), 'utf8').catch(() => ''))?.[1];
    const who = holder ? `process ${holder}` : 'another process';
    throw new Error(
      `The analytics folder ${path} cannot be opened. It belongs to one process at a time; ${who} had it last: stop that one, or set CLICKHOUSE_URL to share a server.`,
      { cause: error },
    );
  }
};

class ChdbWarehouse implements Warehouse {
  private readonly inserts: Connections;
  private readonly commands: Connections;
  private readonly kills: Connections;
  private readonly questions: Connections;
  private files = 0;

  constructor(
    private readonly first: Session,
    database: string,
    private readonly incoming: string,
  ) {
    const open = (): Session => {
      const session = new Session(first.path);
      session.query(`USE ${database}`);
      session.query(`SET max_query_size = ${LONGEST_STATEMENT}`);
      return session;
    };
    this.inserts = new Connections(open, 1);
    this.commands = new Connections(open, 1);
    this.kills = new Connections(open, 1);
    this.questions = new Connections(open, QUESTIONS);
  }

  async command(sql: string, params: QueryParams = {}): Promise<void> {
    await this.commands.use((session) => session.queryAsync(withLiterals(sql, params)));
  }

  async rows<Row>(sql: string, params: QueryParams = {}, limits: QueryLimits = {}): Promise<readonly Row[]> {
    const marker = randomUUID();
    const statement = `/* ${marker} */ ${withSettings(withLiterals(sql, params), limits, ROWS_SETTINGS)}`;
    const ask = (session: Session) =>
      stoppable(limits, marker, () => session.queryAsync(statement, { format: 'JSONEachRow' }), this.kill);
    const text = (await this.questions.use(ask)).text();
    return text === '' ? [] : (JSON.parse(`[${text.trimEnd().replaceAll('\n', ',')}]`) as Row[]);
  }

  async *stream(sql: string, params: QueryParams = {}, limits: QueryLimits = {}): AsyncIterable<Uint8Array> {
    const marker = randomUUID();
    const statement = `/* ${marker} */ ${withSettings(withLiterals(sql, params), limits)}`;
    const session = await this.questions.take();
    let whole = false;
    const answer = session.queryStream(statement, { format: 'RowBinary' });
    const chunks = answer[Symbol.asyncIterator]();
    try {
      for (;;) {
        const { done, value } = await stoppable(limits, marker, () => chunks.next(), this.kill);
        if (done) {
          whole = true;
          return;
        }
        yield value.raw();
      }
    } finally {
      answer.cancel();
      if (whole) this.questions.give(session);
      else this.questions.discard(session);
    }
  }

  async insert(table: string, format: 'JSONEachRow' | 'RowBinary' | 'TabSeparated', bytes: Uint8Array): Promise<void> {
    if (bytes.byteLength === 0) return;
    // By way of a file: data inside a statement would be read as SQL from the first empty line on.
    const file = join(this.incoming, String(this.files++));
    await writeFile(file, bytes);
    try {
      const from = `FROM INFILE '${file.replace(/[\\']/g, '\\$&')}'`;
      await this.inserts.use((session) =>
        session.queryAsync(`INSERT INTO ${table} ${from} ${IN_STATEMENT} FORMAT ${format}`),
      );
    } finally {
      await rm(file);
    }
  }

  async check(): Promise<void> {
    await this.rows('SELECT 1');
  }

  async close(): Promise<void> {
    for (const connections of [this.questions, this.commands, this.inserts, this.kills]) connections.close();
    this.first.close();
    await drainPending();
  }

  private readonly kill = (sql: string): Promise<unknown> =>
    this.kills.use((session) => session.queryAsync(sql, { format: 'JSONEachRow' }));
}
