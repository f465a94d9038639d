import { createHash } from 'node:crypto';
import { access, chmod, constants, mkdir, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CannotStart, orCannotStart } from '../cannot-start.ts';

export interface DataFolder {
  readonly path: string;
  /** Tells the CLI on this machine where the server is. */
  announce(url: string): Promise<void>;
  release(): Promise<void>;
}

/** One Laurel per folder. The lock is a socket: the system frees it however the process ended. */
export const takeDataFolder = async (wanted: string): Promise<DataFolder> => {
  const path = await orCannotStart(`the data folder ${wanted} cannot be used (LAUREL_DATA_DIR)`, () => prepare(wanted));
  const lock = await lockOf(path);
  const announcement = join(path, 'server.json');
  return {
    path,
    announce: async (url) => {
      await writeFile(`${announcement}.new`, JSON.stringify({ url, pid: process.pid }) + '\n');
      await rename(`${announcement}.new`, announcement);
    },
    release: async () => {
      await rm(announcement, { force: true });
      await new Promise((resolve) => lock.close(resolve));
    },
  };
};

const prepare = async (wanted: string): Promise<string> => {
  await mkdir(wanted, { recursive: true });
  // Others may pass through (PostgreSQL's own user must), nobody but us may list it; every secret in it is 0600.
  await chmod(wanted, 0o711);
  await access(wanted, constants.W_OK);
  return realpath(wanted);
};

const lockOf = async (path: string): Promise<Server> => {
  const socket = join(tmpdir(), `laurel-${createHash('sha256').update(path).digest('hex').slice(0, 24)}.sock`);
  const inUse = () => new CannotStart(`${path} is in use by another Laurel: stop it, or set LAUREL_DATA_DIR`);
  return listen(socket).catch(async () => {
    if (await answers(socket)) throw inUse();
    await removeStale(socket, inUse);
    return listen(socket).catch(() => Promise.reject(inUse())); // somebody else was faster
  });
};

/** Left by a process that was killed. Moved aside first: of two starts at once the slower must not remove the faster one's. */
const removeStale = async (socket: string, inUse: () => CannotStart): Promise<void> => {
  const aside = `${socket}.${process.pid}`;
  await rename(socket, aside).catch(() => undefined); // the other one removed it
  if (await answers(aside)) {
    await rename(aside, socket);
    throw inUse();
  }
  await rm(aside, { force: true });
};

const listen = (socket: string): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer((connection) => connection.destroy());
    server.once('error', reject);
    server.listen(socket, () => resolve(server.unref()));
  });

const answers = (socket: string): Promise<boolean> =>
  new Promise((resolve) => {
    const connection = connect(socket);
    connection.once('error', () => resolve(false));
    connection.once('connect', () => {
      connection.destroy();
      resolve(true);
    });
  });
