import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What R answered, as its script in this folder wrote it; the shape is that script's affair. */
export const reference = <T>(topic: string): T =>
  JSON.parse(readFileSync(join(import.meta.dirname, `${topic}.json`), 'utf8')) as T;

/** Where R has 0, its rounding may leave ours beside it by this much. */
const ZERO = 1e-15;

/**
 * Every figure of R's that ours is not, with its place: numbers to this relative tolerance, null as null, lists of the
 * same length.
 */
export const differences = (ours: unknown, theirs: unknown, tolerance = 1e-9): readonly string[] => {
  const own = new Map(figures(ours));
  return figures(theirs)
    .filter(([place, figure]) => !isNear(own.get(place), figure, tolerance))
    .map(([place, figure]) => `${place}: ${String(own.get(place))} is not ${String(figure)}`);
};

const isNear = (ours: unknown, theirs: unknown, tolerance: number): boolean => {
  if (typeof ours !== 'number' || typeof theirs !== 'number') return ours === theirs;
  return Math.abs(ours - theirs) <= Math.max(tolerance * Math.abs(theirs), ZERO);
};

/** The figures of a value by place; a list has its length beside them. */
const figures = (value: unknown, place = ''): readonly (readonly [string, unknown])[] => {
  if (typeof value !== 'object' || value === null) return [[place, value]];
  const inside = Object.entries(value).flatMap(([name, item]) => figures(item, `${place}.${name}`));
  return Array.isArray(value) ? [[`${place}.length`, value.length], ...inside] : inside;
};
