import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const LAUREL = fileURLToPath(new URL('../../apps/cli/laurel.mjs', import.meta.url));
const OULAD_MAPPING = fileURLToPath(new URL('../../docs/examples/oulad.mapping.yaml', import.meta.url));

/** How many events the import that is remembered in this folder would not tell again; 0 where there is none. */
export const acknowledgedIn = async (state) => {
  for (const one of await readdir(state).catch(() => [])) {
    const saved = await readFile(join(state, one, 'state.json'), 'utf8').catch(() => undefined);
    if (saved) return JSON.parse(saved).accepted;
  }
  return 0;
};

/** `laurel import csv` with the mapping of OULAD, as a process of its own that can be killed. */
export const startImport = ({ url, key, files, state, more = [] }) => {
  const args = ['import', 'csv', '--mapping', OULAD_MAPPING, '--state-dir', state, '--json', ...more, files];
  const env = { PATH: process.env.PATH, LAUREL_URL: url, LAUREL_KEY: key };
  const child = spawn(process.execPath, [LAUREL, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let over = false;
  const ended = Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]).then(
    ([[code, signal], out, said]) => {
      over = true;
      return { code, signal, said, answer: out === '' ? undefined : JSON.parse(out) };
    },
  );
  return {
    ended,
    /** Its answer, or an error with what it said. */
    done: async () => {
      const { code, said, answer } = await ended;
      if (code !== 0) throw new Error(`the import ended with ${code}:\n${said}`);
      return answer;
    },
    kill: () => {
      child.kill('SIGKILL');
      return ended;
    },
    /** Resolves when so many events are acknowledged, or when it is over, with how many they are. */
    whenAcknowledged: async (count) => {
      let is = await acknowledgedIn(state);
      for (; is < count && !over; is = await acknowledgedIn(state)) await pause(5);
      return is;
    },
  };
};
