import { startEmbeddedPostgres } from '@laurel/embedded-postgres';
import { join } from 'node:path';
import pg from 'pg';
import { orCannotStart } from '../cannot-start.ts';
import { type ClosingStack } from '../closing.ts';
import { type Opening } from './parts.ts';

export interface Database {
  readonly url: string;
  readonly pool: pg.Pool;
}

const CONNECTIONS = 20;

/** PostgreSQL from DATABASE_URL, or the embedded one in the data folder. */
export const openDatabase = async ({ settings, folder, log, opened }: Opening): Promise<Database> => {
  const url = settings.DATABASE_URL ?? (await openEmbedded(folder, opened));
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS, application_name: 'laurel' });
  // An idle connection that the server closed: the pool makes a new one when somebody asks.
  pool.on('error', (error) => log.warn({ error }, 'an idle database connection was lost'));
  opened('database connections', pool, () => pool.end());
  await orCannotStart('PostgreSQL cannot be reached (DATABASE_URL)', () => pool.query('select'));
  return { url, pool };
};

const openEmbedded = async (folder: string, opened: ClosingStack['opened']): Promise<string> => {
  const place = join(folder, 'postgres');
  const cluster = await orCannotStart(`the embedded PostgreSQL in ${place} does not start (its log is there)`, () =>
    startEmbeddedPostgres(place),
  );
  return opened('embedded PostgreSQL', cluster, () => cluster.stop()).url;
};
