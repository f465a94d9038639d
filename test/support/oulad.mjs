import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';

/** The folder of the OULAD files, beside the repository or in LAUREL_DATA_SETS; undefined where they are not. */
export const ouladFolder = () => {
  const sets = process.env.LAUREL_DATA_SETS ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));
  const folder = resolve(sets, 'oulad');
  return existsSync(folder) ? folder : undefined;
};

/** What any correct import of it reproduces, as its publisher counts. */
export const OULAD_TOTALS = {
  enrolments: 32_593,
  assessments: 173_912,
  pass: 12_361,
  distinction: 3_024,
  fail: 7_052,
  withdrawn: 10_156,
};

/** Those figures out of the totals of a course-overview. */
export const publishedFigures = ({ enrolments, withdrawn, completed, assessments }) => ({
  enrolments,
  assessments: assessments.submitted,
  pass: completed.pass,
  distinction: completed.distinction,
  fail: completed.fail,
  withdrawn,
});

/** Copies CSV files (also gzipped) with their rows in another order, which is the same for the same seed. */
export const shuffledCopy = async (from, into, seed) => {
  await mkdir(into, { recursive: true });
  const random = randomFrom(seed);
  for (const file of await readdir(from)) {
    const bytes = await readFile(join(from, file));
    const zipped = file.endsWith('.gz');
    const [header, ...rows] = (zipped ? gunzipSync(bytes) : bytes).toString().trimEnd().split('\n');
    const text = [header, ...shuffled(rows, random), ''].join('\n');
    await writeFile(join(into, file), zipped ? gzipSync(text, { level: 1 }) : text);
  }
  return into;
};

/** A new array in an order that `random` (0 to 1) decides. */
export const shuffled = (things, random) => {
  const all = [...things];
  for (let last = all.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [all[last], all[other]] = [all[other], all[last]];
  }
  return all;
};

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export const randomFrom = (seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};
