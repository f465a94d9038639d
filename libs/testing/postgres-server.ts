import { startEmbeddedPostgres } from '@laurel/embedded-postgres';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A PostgreSQL of one's own, for specs that kill it; all others take a database by `openTestDatabase`. */
export interface PostgresServer {
  readonly url: string;
  /** The end by power cut: kill -9 of the whole server. */
  kill(): Promise<void>;
  /** Starts it again on the same port and data. */
  restart(): Promise<void>;
  /** Stops it cleanly and removes its data. */
  stop(): Promise<void>;
}

export const startPostgres = async (): Promise<PostgresServer> => {
  const folder = await mkdtemp(join(tmpdir(), 'laurel-test-postgres-'));
  let server = await startEmbeddedPostgres(folder);
  const port = Number(new URL(server.url).port);
  return {
    url: server.url,
    kill: async () => {
      const file = await readFile(join(folder, 'cluster', 'postmaster.pid'), 'utf8');
      process.kill(Number(file.split('\n')[0]), 'SIGKILL');
    },
    restart: async () => {
      server = await startEmbeddedPostgres(folder, port);
    },
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
