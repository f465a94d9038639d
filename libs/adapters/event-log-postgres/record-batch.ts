import { type LogMessage, type LogRecord } from '@laurel/kernel';

/** A record is: length of the value, length of the key (both uint32), key, value. */
const RECORD_HEAD = 8;
/** A binary array of PostgreSQL: dimensions, flags, element type, count, lower bound; then each element after its length. */
const ARRAY_HEAD = 20;
const BYTEA = 17;

export interface EncodedBatches {
  readonly partitions: readonly number[];
  readonly counts: readonly number[];
  /** `bytea[]` in PostgreSQL's binary form: the driver's own way costs five times as much. */
  readonly payloads: Buffer;
}

/** Sorts messages to their partitions, each with its messages in order, in one copy of their bytes. */
export const encodeBatches = (messages: readonly LogMessage[], partitions: number): EncodedBatches => {
  const homes = new Uint16Array(messages.length);
  const keySizes = new Uint32Array(messages.length);
  const counts = new Uint32Array(partitions);
  const sizes = new Float64Array(partitions);
  messages.forEach(({ key, value }, n) => {
    const home = partitionOf(key, partitions);
    const keySize = Buffer.byteLength(key);
    homes[n] = home;
    keySizes[n] = keySize;
    counts[home] = (counts[home] ?? 0) + 1;
    sizes[home] = (sizes[home] ?? 0) + RECORD_HEAD + keySize + value.length;
  });
  const used = [...counts.keys()].filter((partition) => counts[partition]);
  const { payloads, starts } = emptyArray(used, sizes);
  messages.forEach(({ key, value }, n) => {
    const home = homes[n] ?? 0;
    const keySize = keySizes[n] ?? 0;
    let at = starts[home] ?? 0;
    at = payloads.writeUInt32BE(value.length, at);
    at = payloads.writeUInt32BE(keySize, at);
    payloads.write(key, at, keySize);
    payloads.set(value, at + keySize);
    starts[home] = at + keySize + value.length;
  });
  return { partitions: used, counts: used.map((partition) => counts[partition] ?? 0), payloads };
};

/** The array with every length written and every element still to fill, and where each partition's element starts. */
const emptyArray = (used: readonly number[], sizes: Float64Array): { payloads: Buffer; starts: Float64Array } => {
  const size = used.reduce((sum, partition) => sum + 4 + (sizes[partition] ?? 0), ARRAY_HEAD);
  const payloads = Buffer.allocUnsafe(size);
  [1, 0, BYTEA, used.length, 1].forEach((field, n) => payloads.writeInt32BE(field, 4 * n));
  const starts = new Float64Array(sizes.length);
  let at = ARRAY_HEAD;
  for (const partition of used) {
    const length = sizes[partition] ?? 0;
    starts[partition] = payloads.writeUInt32BE(length, at);
    at += 4 + length;
  }
  return { payloads, starts };
};

/** FNV-1a with a final mix. Never to be changed: the order of a key holds only within its partition. */
export const partitionOf = (key: string, partitions: number): number => {
  let hash = 0x811c9dc5;
  for (let n = 0; n < key.length; n++) hash = Math.imul(hash ^ key.charCodeAt(n), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return ((hash ^ (hash >>> 13)) >>> 0) % partitions;
};

export interface Place {
  readonly topic: string;
  readonly partition: number;
}

/** What one row holds. */
export interface StoredBatch {
  readonly firstOffset: bigint;
  readonly appendedAt: Date;
  readonly payload: Buffer;
}

/** The records of one row, in order; values are views of the row's bytes. */
export function* decodeBatch(batch: StoredBatch, { topic, partition }: Place): Generator<LogRecord> {
  const { firstOffset, appendedAt, payload } = batch;
  let offset = firstOffset;
  for (let at = 0; at < payload.length; offset++) {
    const keyStart = at + RECORD_HEAD;
    const valueStart = keyStart + payload.readUInt32BE(at + 4);
    const end = valueStart + payload.readUInt32BE(at);
    const key = payload.toString('utf8', keyStart, valueStart);
    // Field by field: a spread here costs more than everything else together.
    yield { topic, partition, offset, key, value: payload.subarray(valueStart, end), appendedAt };
    at = end;
  }
}
