import { startEmbeddedPostgres } from '@laurel/embedded-postgres';
import { join } from 'node:path';
import pg from 'pg';
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
  return { url, pool: opened('database connections', pool, () => pool.end()) };
};

const openEmbedded = async (folder: string, opened: ClosingStack['opened']): Promise<string> => {
  const cluster = await startEmbeddedPostgres(join(folder, 'postgres'));
  return opened('embedded PostgreSQL', cluster, () => cluster.stop()).url;
};
