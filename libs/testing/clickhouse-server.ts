import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface ClickHouseServer {
  readonly url: string;
  stop(): Promise<void>;
}

const PROGRAM = fileURLToPath(new URL('./clickhouse-server.mjs', import.meta.url));

/** Started once for a whole run of tests (LAUREL_TEST_CLICKHOUSE_URL); it ends with this process, however that ends. */
export const startClickHouseServer = async (): Promise<ClickHouseServer> => {
  const child = spawn(process.execPath, [PROGRAM], { stdio: ['pipe', 'pipe', 'inherit'] });
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
