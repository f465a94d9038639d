import { ensureOwnerKey } from '@laurel/access-feature';
import { type Clock } from '@laurel/kernel';
import { type Logger, publicUrlOf, type Settings, systemClock } from '@laurel/platform';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { checksOf } from './checks.ts';
import { closingStack, type ClosingStack } from './closing.ts';
import { startHttp } from './http/http-server.ts';
import { takeDataFolder } from './parts/data-folder.ts';
import { openParts, type Parts } from './parts/parts.ts';
import { loops, type StartLoop } from './roles.ts';

export interface Laurel {
  readonly url: string;
  /** Drains: what was accepted is durable, what is in hand is finished, then everything is closed. */
  stop(): Promise<void>;
}

/** In place of the true clock, and of what looks at people as time passes, while a story is told. */
export interface Story {
  readonly clock: Clock;
  readonly engage: StartLoop;
}

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')));

/** Opens everything, starts the roles, and answers: in this order, and ends in the opposite one. */
export const startLaurel = async (settings: Settings, log: Logger, story?: Story): Promise<Laurel> => {
  const { opened, closeAll } = closingStack();
  try {
    const folder = await takeDataFolder(settings.LAUREL_DATA_DIR);
    opened('data folder', folder, () => folder.release());
    const parts = await openParts({
      ...{ settings, folder: folder.path, log, opened },
      ...{ clock: story?.clock ?? systemClock, isStory: story !== undefined },
    });
    await startLoops(parts, opened, story?.engage ?? loops.engage);
    if (settings.LAUREL_ROLES.includes('http')) await ensureOwnerKey(folder.path, parts.keyring);
    const http = await startHttp(parts, checksOf(parts), { version, roles: settings.LAUREL_ROLES });
    opened('http', http, () => http.close());
    await folder.announce(localUrlOf(settings, http.port));
    return { url: publicUrlOf({ ...settings, LAUREL_PORT: http.port }), stop: closeAll };
  } catch (error) {
    await closeAll().catch((more: unknown) => log.error({ error: more }, 'could not close what was opened'));
    throw error; // why it did not start is what somebody can act on
  }
};

const startLoops = async (parts: Parts, opened: ClosingStack['opened'], engage: StartLoop): Promise<void> => {
  for (const role of parts.settings.LAUREL_ROLES) {
    if (role === 'http') continue;
    const loop = await (role === 'engage' ? engage : loops[role])(parts);
    opened(role, loop, () => loop.stop());
  }
};

/** Where programs of this machine find it, whatever it is called from outside. */
const localUrlOf = ({ LAUREL_HOST: host }: Settings, port: number): string =>
  `http://${['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host}:${port}`;
