import { createHash } from 'node:crypto';
import { chmod, mkdir, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface DataFolder {
  readonly path: string;
  /** Tells the CLI on this machine where the server is. */
  announce(url: string): Promise<void>;
  release(): Promise<void>;
}

/** One Laurel per folder. The lock is a socket: the system frees it however the process ended. */
export const takeDataFolder = async (wanted: string): Promise<DataFolder> => {
  await mkdir(wanted, { recursive: true });
  // Others may pass through (PostgreSQL's own user must), nobody but us may list it; every secret in it is 0600.
  await chmod(wanted, 0o711);
  const path = await realpath(wanted);
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

const lockOf = async (path: string): Promise<Server> => {
  const socket = join(tmpdir(), `laurel-${createHash('sha256').update(path).digest('hex').slice(0, 24)}.sock`);
  try {
    return await listen(socket);
  } catch {
    if (await answers(socket)) throw new Error(`${path} is in use by another Laurel: stop it, or set LAUREL_DATA_DIR`);
    await rm(socket, { force: true }); // left by a process that was killed
    return listen(socket);
  }
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
