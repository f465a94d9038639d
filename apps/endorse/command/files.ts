import { readFile, rename, writeFile } from 'node:fs/promises';
import { type z } from 'zod';

/** What went wrong, for the person who typed it. */
export class WrongUse extends Error {
  override readonly name = 'WrongUse';
}

/** Reads a file of ours; says which file is wrong, and where. */
export const readAs = async <S extends z.ZodType>(schema: S, path: string, what: string): Promise<z.output<S>> => {
  const parsed = schema.safeParse(parsedJson(await readText(path), path));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new WrongUse(`${path} is no ${what}: ${[issue?.path.join('.'), issue?.message].filter(Boolean).join(': ')}`);
};

export const readText = (path: string): Promise<string> =>
  readFile(path, 'utf8').catch(() => {
    throw new WrongUse(`${path} cannot be read`);
  });

export const parsedJson = (text: string, path: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new WrongUse(`${path} is no JSON`);
  }
};

/** Never over a file that is there: a key that is lost cannot be made again. */
export const writeNew = async (path: string, value: unknown, mode = 0o644): Promise<void> => {
  await writeFile(path, textOf(value), { flag: 'wx', mode }).catch((error: unknown) => {
    throw new WrongUse(`${path} cannot be written: ${error instanceof Error ? error.message : 'no reason given'}`);
  });
};

/** All of it or nothing. */
export const replace = async (path: string, value: unknown): Promise<void> => {
  await writeFile(`${path}.new`, textOf(value));
  await rename(`${path}.new`, path);
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : `${JSON.stringify(value, null, 2)}\n`);
