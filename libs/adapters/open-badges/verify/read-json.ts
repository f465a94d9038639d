import { type JsonObject } from '@laurel/verifiable-credentials';
import { DEEPEST, MOST_VALUES } from './limits.ts';

/** Why something is not read, for a person. */
export class NotRead {
  constructor(readonly why: string) {}
}

/** An object of JSON that is neither deeper nor larger than credentials are. */
export const readJson = (text: string): JsonObject | NotRead => {
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return new NotRead('It is no JSON object.');
  if (isTooMuch(value)) return new NotRead(`It has more than ${MOST_VALUES} values or ${DEEPEST} levels.`);
  return value as JsonObject;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // no JSON
  }
};

/** Level by level: a recursion would end with the stack. */
const isTooMuch = (root: object): boolean => {
  let level: unknown[] = [root];
  let values = 0;
  for (let depth = 0; level.length > 0; depth++) {
    values += level.length;
    if (depth > DEEPEST || values > MOST_VALUES) return true;
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []));
  }
  return false;
};
