import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface ClickHouseServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Plain JavaScript beside the sources, whichever of the two this is: the source under Jest, or what was built of it. */
const FOLDER = new URL(import.meta.url.includes('/dist/') ? '..' : '.', import.meta.url);
const PROGRAM = fileURLToPath(new URL('clickhouse-server.mjs', FOLDER));

/** ClickHouse's HTTP interface in a process of its own, which ends with this one, however that ends. */
export const startClickHouseServer = async (): Promise<ClickHouseServer> => {
  // The engine runs each query on a thread of libuv's pool, and so does the server everything else.
  const env = { ...process.env, UV_THREADPOOL_SIZE: '16' };
  const child = spawn(process.execPath, [PROGRAM], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const url = await Promise.race([
    once(lines, 'line').then(([line]) => String(line)),
    exited.then(() => Promise.reject(new Error('the ClickHouse test server ended before it listened'))),
  ]);
  lines.close();
  return {
    url,
    stop: async () => {
      child.stdin.end();
      await exited;
    },
  };
};
