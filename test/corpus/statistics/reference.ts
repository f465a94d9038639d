import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What R answered, as its script in this folder wrote it; the shape is that script's affair. */
export const reference = <T>(topic: string): T =>
  JSON.parse(readFileSync(join(import.meta.dirname, `${topic}.json`), 'utf8')) as T;

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** Where R has 0, its rounding may leave ours beside it by this much. */
const ZERO = 1e-15;

/**
 * Every number of `ours` that differs from R's by more than this relative tolerance, with its place.
 * Null must meet null, and lists must be of the same length.
 */
export const differences = (ours: unknown, theirs: unknown, tolerance = 1e-9, place = ''): readonly string[] => {
  if (isList(ours) && isList(theirs) && ours.length === theirs.length)
    return theirs.flatMap((value, index) => differences(ours[index], value, tolerance, `${place}[${index}]`));
  if (typeof ours === 'number' && typeof theirs === 'number') {
    const allowed = Math.max(tolerance * Math.abs(theirs), ZERO);
    return Math.abs(ours - theirs) <= allowed ? [] : [`${place}: ${ours} is not ${theirs}`];
  }
  if (ours === null && theirs === null) return [];
  if (typeof ours === 'object' && typeof theirs === 'object' && ours && theirs && !isList(ours) && !isList(theirs))
    return Object.entries(theirs).flatMap(([name, value]) =>
      differences(Reflect.get(ours, name), value, tolerance, `${place}.${name}`),
    );
  return [`${place}: ${JSON.stringify(ours)} is not ${JSON.stringify(theirs)}`];
};
