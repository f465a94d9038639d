import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { startPostgres } from './postgres-server.ts';
import { sharedServer } from './shared-server.ts';

export interface TestDatabase {
  readonly pool: pg.Pool;
  readonly url: string;
  /** Ends the pool, drops the database and, where one was started for it, the server. */
  drop(): Promise<void>;
}

/** A new, empty database on the server of DATABASE_URL, on that of this run of tests, or on one started for it. */
export const openTestDatabase = async (): Promise<TestDatabase> => {
  const shared = process.env['DATABASE_URL'] ?? (await sharedServer('postgres'));
  if (shared) return makeTestDatabase(shared);
  const own = await startPostgres();
  const database = await makeTestDatabase(own.url);
  return {
    ...database,
    drop: async () => {
      await database.drop();
      await own.stop();
    },
  };
};

/** A new, empty database on this server. */
export const makeTestDatabase = async (server: string): Promise<TestDatabase> => {
  const name = `laurel_test_${randomUUID().replaceAll('-', '')}`;
  await statement(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = name;
  const pool = new pg.Pool({ connectionString: url.href, max: 8 });
  pool.on('error', () => undefined); // sessions that a test ended on purpose
  return {
    pool,
    url: url.href,
    drop: async () => {
      await pool.end();
      await dropTestDatabase(server, name);
    },
  };
};

/** Refuses every database whose name has no `test` in it: no mistake here may cost anybody data. */
export const dropTestDatabase = async (server: string, name: string): Promise<void> => {
  if (!/^[a-z0-9_]*test[a-z0-9_]*$/.test(name)) throw new Error(`"${name}" is not the database of a test`);
  await statement(server, `drop database ${name} with (force)`);
};

const statement = async (url: string, text: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
};
