import { EVENT_BATCH, EVENT_LINES, MAX_JSON_BODY_BYTES, MAX_LINE_BYTES, ONE_EVENT } from '@laurel/contracts';
import { chunksOfLines, isJson, jsonItems, UnreadableBody } from '@laurel/intake-domain';
import { setImmediate } from 'node:timers/promises';
import { type ReadChunk, type Taking } from './taking.ts';

/** A JSON body is larger than what is read whole into memory. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
  constructor(readonly limit: number) {
    super(`a JSON body has at most ${limit} bytes: send more events as application/x-ndjson`);
  }
}

type Take = (bytes: AsyncIterable<Uint8Array>, taking: Taking) => Promise<void>;

/** What is made durable together. */
const CHUNK_ITEMS = 2_000;
const CHUNK_BYTES = 1024 * 1024;
const LINES = { chunkLines: CHUNK_ITEMS, chunkBytes: CHUNK_BYTES, lineBytes: MAX_LINE_BYTES };

/** A chunk becomes durable while the next one is read; the socket waits when the log is slower. */
const takeLines: Take = async (bytes, taking) => {
  for await (const lines of chunksOfLines(bytes, LINES)) await taking.take(taking.read(lines));
};

const MAX_ITEMS = 100_000;
const takeBatch: Take = async (bytes, taking) => takeWhole(jsonItems(await wholeBody(bytes), MAX_ITEMS), taking);
const takeOne: Take = async (bytes, taking) => takeWhole([await wholeBody(bytes)], taking);

/** How each content type is taken. */
export const takers: ReadonlyMap<string, Take> = new Map([
  [EVENT_LINES, takeLines],
  [EVENT_BATCH, takeBatch],
  [ONE_EVENT, takeOne],
]);

const wholeBody = async (bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of bytes) {
    size += piece.byteLength;
    if (size > MAX_JSON_BODY_BYTES) throw new BodyTooLarge(MAX_JSON_BODY_BYTES);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
};

/** All or nothing as long as it is not known that the whole body is JSON; then item by item. */
const takeWhole = async (items: readonly Uint8Array[], taking: Taking): Promise<void> => {
  const chunks: ReadChunk[] = [];
  for (const some of chunksOf(items)) {
    const chunk = taking.read(some);
    refuseWhatIsNoJson(chunk);
    chunks.push(chunk);
    await setImmediate(); // others are heard in between
  }
  for (const chunk of chunks) await taking.take(chunk);
};

function* chunksOf(items: readonly Uint8Array[]): Generator<readonly Uint8Array[]> {
  let [from, bytes] = [0, 0];
  for (const [at, item] of items.entries()) {
    bytes += item.byteLength;
    if (at + 1 - from < CHUNK_ITEMS && bytes < CHUNK_BYTES) continue;
    yield items.slice(from, at + 1);
    [from, bytes] = [at + 1, 0];
  }
  if (from < items.length) yield items.slice(from);
}

const refuseWhatIsNoJson = ({ letters, verdicts }: ReadChunk): void => {
  const at = letters.findIndex(({ code, original }) => MAY_BE_NO_JSON.has(code) && !isJson(original));
  if (at === -1) return;
  const rejected = verdicts.filter(({ verdict }) => verdict === 'rejected')[at];
  throw new UnreadableBody(`the body is not JSON: item ${rejected?.index ?? 0}: ${letters[at]?.reason ?? ''}`);
};

/** Refused before it was parsed, or because it could not be. */
const MAY_BE_NO_JSON: ReadonlySet<string> = new Set(['event.json', 'event.size', 'event.encoding']);
