import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mustRun, root, run, Stop } from './process.mjs';
import { startServer, whenReady } from './server.mjs';

/** The newest line of Node that calls itself LTS. */
const LTS = 24;
const folder = join(root, `node_modules/.cache/laurel/node-${LTS}`);
const node = join(folder, 'node_modules/node/bin/node');

/** The built server starts, is ready and ends well under the current LTS of Node, taken from npm's package `node`. */
export const smokeTestLts = async () => {
  if (!existsSync(node)) {
    await mustRun('Fetching Node', 'npm', [
      'install',
      '--no-save',
      '--loglevel=error',
      '--prefix',
      folder,
      `node@${LTS}`,
    ]);
  }
  const { output } = await run(node, ['-p', 'process.release.lts']);
  if (output.trim() === 'undefined') throw new Stop(`Node ${LTS} is no LTS: ${output}`);

  const dataDir = mkdtempSync(join(tmpdir(), 'laurel-lts-'));
  const env = { ...process.env, LAUREL_DATA_DIR: dataDir, LAUREL_PORT: '0', LAUREL_LOG_LEVEL: 'warn' };
  const server = startServer(env, ['ignore', 'ignore', 'inherit'], { node });
  try {
    await whenReady(server, dataDir);
    server.child.kill('SIGTERM');
    const code = await server.ended;
    if (code !== 0) throw new Stop(`Under Node ${LTS} the server ended with ${code}.`);
  } finally {
    server.child.kill('SIGKILL');
    await server.ended;
    rmSync(dataDir, { recursive: true, force: true });
  }
};
