const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

const DEPTH = new Int8Array(256);
DEPTH[OPEN_ARRAY] = DEPTH[OPEN_OBJECT] = 1;
DEPTH[CLOSE_ARRAY] = DEPTH[CLOSE_OBJECT] = -1;
/** How a byte outside strings changes the depth. */
const depthStep = (byte = 0): number => DEPTH[byte] ?? 0;

/** The body as a whole is not what its content type says: nothing of it can be taken. */
export class UnreadableBody extends Error {
  override readonly name = 'UnreadableBody';
}

/**
 * The bytes of each element of a JSON array, sliced, not copied and not re-written. It finds the commas between the
 * elements and no more: the array is JSON if and only if every slice is.
 */
export const jsonItems = (body: Uint8Array, limit: number): readonly Uint8Array[] => {
  const start = skipBlank(body, startOf(body));
  if (body[start] !== OPEN_ARRAY) throw new UnreadableBody('the body is not a JSON array');
  const ends = endsOfItems(body, start + 1, limit);
  const last = ends[ends.length - 1] ?? start + 1;
  if (body[last] !== CLOSE_ARRAY) throw new UnreadableBody('the JSON array ends with the wrong bracket');
  if (skipBlank(body, last + 1) !== body.length) throw new UnreadableBody('there is more behind the JSON array');
  const items = ends.map((end, index) => body.subarray((ends[index - 1] ?? start) + 1, end));
  const isEmpty = items.length === 1 && skipBlank(body, start + 1) === last;
  return isEmpty ? [] : items.map(trimmed);
};

/** Positions of the commas of the array itself, and of its closing bracket. */
const endsOfItems = (body: Uint8Array, from: number, limit: number): readonly number[] => {
  const ends: number[] = [];
  let depth = 0;
  for (let at = from; at < body.length; at++) {
    const byte = body[at];
    if (byte === QUOTE) at = endOfString(body, at);
    else if (byte === COMMA && depth === 0) ends.push(at);
    else depth += depthStep(byte);
    if (ends.length >= limit) throw new TooManyItems(limit);
    if (depth < 0) {
      ends.push(at);
      return ends;
    }
  }
  throw new UnreadableBody('the JSON array does not end: the body was cut');
};

/** More items than one JSON body may hold. */
export class TooManyItems extends Error {
  override readonly name = 'TooManyItems';
  constructor(readonly limit: number) {
    super(`a JSON body holds at most ${limit} events: send more of them as application/x-ndjson`);
  }
}

const endOfString = (body: Uint8Array, open: number): number => {
  for (let at = body.indexOf(QUOTE, open + 1); at !== -1; at = body.indexOf(QUOTE, at + 1)) {
    let escapes = 0;
    while (body[at - 1 - escapes] === BACKSLASH) escapes++;
    if (escapes % 2 === 0) return at;
  }
  throw new UnreadableBody('a string in the JSON body does not end: the body was cut');
};

const isBlank = (byte: number | undefined) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

const skipBlank = (body: Uint8Array, from: number): number => {
  let at = from;
  while (isBlank(body[at])) at++;
  return at;
};

const trimmed = (item: Uint8Array): Uint8Array => {
  let end = item.length;
  while (isBlank(item[end - 1])) end--;
  return item.subarray(skipBlank(item, 0), end);
};

/** Behind the byte order mark that some exports write. */
const startOf = (body: Uint8Array): number => (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? 3 : 0);
