import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The bare insert of these lines, in a process of its own: the engine allows one data folder per process. */
export const insertIntoBareChdb = async (lines) => {
  const program = fileURLToPath(new URL('./chdb-insert.mjs', import.meta.url));
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(lines.join('\n'));
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`bare chDB ended with ${code}`);
  return JSON.parse(said);
};
