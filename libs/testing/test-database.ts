import { startEmbeddedPostgres } from '@laurel/embedded-postgres';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

export interface TestDatabase {
  readonly pool: pg.Pool;
  readonly url: string;
  /** Ends the pool, drops the database and, where one was started for it, the server. */
  drop(): Promise<void>;
}

/** A new, empty database on the server of DATABASE_URL, or on one that is started for it. */
export const openTestDatabase = async (): Promise<TestDatabase> => {
  const server = await serverOfTests();
  const name = `laurel_test_${randomUUID().replaceAll('-', '')}`;
  await once(server.url, `create database ${name}`);
  const url = new URL(server.url);
  url.pathname = name;
  const pool = new pg.Pool({ connectionString: url.href, max: 8 });
  pool.on('error', () => undefined); // sessions that a test ended on purpose
  return {
    pool,
    url: url.href,
    drop: async () => {
      await pool.end();
      await once(server.url, `drop database ${name} with (force)`);
      await server.stop();
    },
  };
};

const serverOfTests = async (): Promise<{ url: string; stop(): Promise<void> }> => {
  const url = process.env['DATABASE_URL'];
  if (url) return { url, stop: () => Promise.resolve() };
  const folder = await mkdtemp(join(tmpdir(), 'laurel-test-postgres-'));
  const server = await startEmbeddedPostgres(folder);
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const once = async (url: string, statement: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
};
