import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Failed } from '../outcome.ts';
import { type Access } from '../server.ts';

/** How far an import was acknowledged: `mark` is a place in its input, the counts are of everything before it. */
export interface Progressed<Mark> {
  readonly mark: Mark;
  readonly accepted: number;
  readonly rejected: number;
}

export interface Resumable<Mark> {
  /** What an interrupted run of the same import left. */
  readonly before: Progressed<Mark> | undefined;
  /** An empty folder on disk for the time of the import. */
  readonly work: string;
  /** Only what the server acknowledged is ever saved, so an interruption repeats a little and leaves out nothing. */
  save(progressed: Progressed<Mark>): Promise<void>;
  /** Nothing is left to resume: the next run tells everything anew, which changes no number. */
  finish(): Promise<void>;
  /** Keeps what was saved and lets go of the rest. */
  interrupt(): Promise<void>;
}

/**
 * One folder per import, called after everything that makes it this import: input, server and key. Another file, another
 * mapping or a fresh server never takes over what was acknowledged elsewhere.
 */
export const openResumable = async <Mark>(
  stateFolder: string,
  fingerprint: string,
  access: Access | undefined,
  mark: z.ZodType<Mark>,
): Promise<Resumable<Mark>> => {
  const id = createHash('sha256')
    .update(`${fingerprint}\n${access?.url ?? ''}\n${access?.key ?? process.pid}`)
    .digest('hex');
  const folder = join(stateFolder, `import-${id.slice(0, 16)}`);
  const work = join(folder, 'work');
  const file = join(folder, 'state.json');
  await mkdir(folder, { recursive: true });
  await takeOver(join(folder, 'pid'));
  await rm(work, { recursive: true, force: true });
  await mkdir(work);
  return {
    before: await readState(file, z.object({ mark, accepted: z.int(), rejected: z.int() })),
    work,
    save: async (progressed) => {
      await writeFile(`${file}.new`, JSON.stringify(progressed));
      await rename(`${file}.new`, file);
    },
    finish: () => rm(folder, { recursive: true, force: true }),
    interrupt: async () => {
      await rm(work, { recursive: true, force: true });
      await rm(join(folder, 'pid'), { force: true });
    },
  };
};

const readState = async <S extends z.ZodType>(file: string, schema: S): Promise<z.output<S> | undefined> => {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : schema.parse(JSON.parse(text));
};

/** Two runs of one import at once would share a work folder. */
const takeOver = async (file: string): Promise<void> => {
  const owner = Number(await readFile(file, 'utf8').catch(() => '0'));
  if (owner !== 0 && owner !== process.pid && isAlive(owner)) {
    throw new Failed(`this import is running already (process ${owner})`);
  }
  await writeFile(file, String(process.pid));
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
