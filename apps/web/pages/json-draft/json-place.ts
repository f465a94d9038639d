import { isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLSeq } from 'yaml';

export interface Place {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** Where a path such as `steps.1.template` stands in a text of JSON; where it is missing, the place of what should hold it. */
export const placeIn = (text: string, path: string): Place | undefined => {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, logLevel: 'silent' });
  if (document.errors.length > 0 || !isNode(document.contents)) return undefined;
  const range = rangeAt(document.contents, path === '' ? [] : path.split('.'));
  if (!range) return undefined;
  const [start, end] = range;
  return { line: counter.linePos(start).line, start, end };
};

type Range = readonly [number, number];
const rangeOf = ({ range }: Node): Range | undefined => (range ? [range[0], range[1]] : undefined);

/** The deepest part of the path that is there: a value, or the key of one that holds others. */
const rangeAt = (node: Node, path: readonly string[]): Range | undefined => {
  const [key, ...rest] = path;
  if (key === undefined) return rangeOf(node);
  const part = isSeq(node) ? itemOf(node, key) : pairOf(node, key);
  if (!part) return rangeOf(node);
  return part.value && (rest.length > 0 || !part.key) ? rangeAt(part.value, rest) : rangeOf(part.key ?? node);
};

interface Part {
  readonly key?: Node;
  readonly value: Node | undefined;
}

const itemOf = ({ items }: YAMLSeq, key: string): Part | undefined => {
  const value = items[Number(key)];
  return isNode(value) ? { value } : undefined;
};

const pairOf = (node: Node, key: string): Part | undefined => {
  const pair = isMap(node) ? node.items.find((one) => isScalar(one.key) && String(one.key.value) === key) : undefined;
  if (!isNode(pair?.key)) return undefined;
  return { key: pair.key, value: isNode(pair.value) ? pair.value : undefined };
};

/** Why a text is no JSON, and where; undefined where it is JSON. */
export const wrongInJson = (
  text: string,
): { readonly reason: string; readonly place: Place | undefined } | undefined => {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { reason, place: placeOfError(text, reason) };
  }
};

/** Engines say either "position 12" or "line 2 column 5"; some say neither. */
const placeOfError = (text: string, message: string): Place | undefined => {
  const position = Number(/position (\d+)/.exec(message)?.[1] ?? (/end of JSON/.test(message) ? text.length : NaN));
  if (Number.isNaN(position)) return undefined;
  const start = Math.min(position, text.length);
  return { line: text.slice(0, start).split('\n').length, start, end: Math.min(start + 1, text.length) };
};
