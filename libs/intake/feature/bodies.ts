import { EVENT_BATCH, EVENT_LINES, MAX_JSON_BODY_BYTES, MAX_LINE_BYTES, ONE_EVENT } from '@laurel/contracts';
import { chunksOfLines, isJson, jsonItems, UnreadableBody } from '@laurel/intake-domain';
import { setImmediate } from 'node:timers/promises';
import { type ReadChunk } from './reading.ts';
import { type Taking } from './taking.ts';

/** A JSON body is larger than what is read whole into memory. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
  constructor(readonly limit: number) {
    super(`a JSON body has at most ${limit} bytes: send more events as application/x-ndjson`);
  }
}

type Take = (bytes: AsyncIterable<Uint8Array>, taking: Taking) => Promise<void>;

const LINES = { chunkLines: 2_000, chunkBytes: 1024 * 1024, lineBytes: MAX_LINE_BYTES };

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

/** Items between two looks at other requests. */
const CHUNK_ITEMS = 1_000;

/** All or nothing as long as it is not known that the whole body is JSON; then item by item. */
const takeWhole = async (items: readonly Uint8Array[], taking: Taking): Promise<void> => {
  const chunks: ReadChunk[] = [];
  for (let from = 0; from < items.length; from += CHUNK_ITEMS) {
    const chunk = taking.read(items.slice(from, from + CHUNK_ITEMS));
    refuseWhatIsNoJson(chunk);
    chunks.push(chunk);
    await setImmediate();
  }
  for (const chunk of chunks) await taking.take(chunk);
};

const refuseWhatIsNoJson = ({ letters, verdicts }: ReadChunk): void => {
  const at = letters.findIndex(({ code, original }) => MAY_BE_NO_JSON.has(code) && !isJson(original));
  if (at === -1) return;
  const rejected = verdicts.filter(({ verdict }) => verdict === 'rejected')[at];
  throw new UnreadableBody(`the body is not JSON: item ${rejected?.index ?? 0}: ${letters[at]?.reason ?? ''}`);
};

/** Refused before it was parsed, or because it could not be. */
const MAY_BE_NO_JSON: ReadonlySet<string> = new Set(['event.json', 'event.size', 'event.encoding']);
