import { type CsvMapping, type CsvTable, readCsvMapping } from '@laurel/intake-domain';
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import picomatch from 'picomatch';
import { hashOf } from '../file-hash.ts';
import { WrongUse } from '../outcome.ts';

export interface MappedFile {
  readonly path: string;
  readonly bytes: number;
}

/** A mapping and the files it is for. */
export interface ImportPlan {
  readonly mapping: CsvMapping;
  /** In the order of the mapping; files by name, so that the same files are read in the same order. */
  readonly tables: readonly { readonly table: CsvTable; readonly files: readonly MappedFile[] }[];
  /** Files of a named folder that the mapping has no use for. */
  readonly ignored: readonly string[];
  /** Changes with any byte of the mapping or of a file, and with nothing else. */
  readonly fingerprint: string;
}

/** Throws WrongMapping or WrongUse. */
export const planImport = async (mappingPath: string, given: readonly string[]): Promise<ImportPlan> => {
  const text = await readFile(mappingPath, 'utf8').catch(() => {
    throw new WrongUse(`the mapping ${mappingPath} cannot be read`);
  });
  const mapping = readCsvMapping(text, basename(mappingPath));
  const { named, found } = await findFiles(given);
  const tables = mapping.tables.map((table) => ({ table, files: found.filter((file) => matches(table, file.path)) }));
  const used = new Set(tables.flatMap(({ files }) => files));
  const stray = named.find((path) => ![...used].some((file) => file.path === path));
  if (stray !== undefined) throw new WrongUse(`${stray} matches no file of the mapping: ${patterns(mapping)}`);
  const lacking = tables.find(({ table, files }) => !table.optional && files.length === 0);
  if (lacking) {
    throw new WrongUse(`no file for ${lacking.table.name} (${lacking.table.match.join(', ')}); name it, or its folder`);
  }
  const hash = createHash('sha256').update(text);
  for (const file of used) hash.update(`\n${basename(file.path)} ${file.bytes} ${await hashOf(file.path)}`);
  const ignored = found.filter((file) => !used.has(file)).map((file) => file.path);
  return { mapping, tables, ignored, fingerprint: hash.digest('hex') };
};

const patterns = (mapping: CsvMapping): string => mapping.tables.flatMap((table) => table.match).join(', ');

const matches = (table: CsvTable, path: string): boolean => picomatch.isMatch(basename(path), [...table.match]);

const findFiles = async (given: readonly string[]) => {
  const named: string[] = [];
  const paths: string[] = [];
  for (const path of given) {
    const what = await stat(path).catch(() => {
      throw new WrongUse(`there is no file or folder ${path}`);
    });
    if (what.isDirectory()) paths.push(...(await filesIn(path)));
    else {
      named.push(path);
      paths.push(path);
    }
  }
  const unique = [...new Set(paths)].sort((a, b) => (basename(a) < basename(b) ? -1 : 1));
  const found = await Promise.all(unique.map(async (path) => ({ path, bytes: (await stat(path)).size })));
  return { named, found };
};

const filesIn = async (folder: string): Promise<string[]> => {
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.'));
  const paths = names.map((name) => join(folder, name));
  const files = await Promise.all(paths.map(async (path) => (await stat(path)).isFile())); // also behind a link
  return paths.filter((_, index) => files[index]);
};
