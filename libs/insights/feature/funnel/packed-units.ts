import { type UnitEvents } from '@laurel/statistics';
import { setImmediate } from 'node:timers/promises';

/** How an event is packed into one little-endian integer: time in the highest 48 bits, steps in the lowest, a hash between. */
export type UnitLayout = 'narrow' | 'wide';

const BYTES = { narrow: 16, wide: 32 } as const;
const NARROW_MASK = 0x3fffff;
const WORD_MASK = 0x3fffffff;
const HIGH_WORD = 4_294_967_296;
/** So many events are unpacked before others get the thread. */
const TURN = 50_000;

/** Reads RowBinary rows of one array each, however they are cut into chunks, and calls back with each. */
export const readUnits = async (
  chunks: AsyncIterable<Uint8Array>,
  layout: UnitLayout,
  take: (unit: UnitEvents) => void,
): Promise<void> => {
  const unpacker = new Unpacker(layout);
  let rest = Buffer.alloc(0);
  let sinceTurn = 0;
  for await (const chunk of chunks) {
    const bytes =
      rest.byteLength === 0
        ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
        : Buffer.concat([rest, chunk]);
    let at = 0;
    for (let next = unpacker.read(bytes, at); next > 0; next = unpacker.read(bytes, at)) {
      at = next;
      take(unpacker.unit);
      sinceTurn += unpacker.unit.length;
      if (sinceTurn < TURN) continue;
      sinceTurn = 0;
      await setImmediate();
    }
    rest = Buffer.from(bytes.subarray(at));
  }
  if (rest.byteLength > 0) throw new Error('the answer of the engine was cut');
};

/** Unpacks into the same arrays again and again. */
class Unpacker {
  unit: { length: number; times: Float64Array; low: Int32Array; high: Int32Array } = arraysFor(64);
  private readonly width: number;

  constructor(private readonly layout: UnitLayout) {
    this.width = BYTES[layout];
  }

  /** Where the next row begins; 0 when this one is not whole yet. */
  read(bytes: Buffer, from: number): number {
    let [count, shift, at] = [0, 0, from];
    for (;;) {
      const byte = bytes[at++];
      if (byte === undefined) return 0;
      count += (byte & 127) * 2 ** shift;
      if (byte < 128) break;
      shift += 7;
    }
    const end = at + count * this.width;
    if (end > bytes.byteLength) return 0;
    if (count > this.unit.times.length) this.unit = arraysFor(count * 2);
    this.unpack(bytes, at, end);
    return end;
  }

  private unpack(bytes: Buffer, from: number, end: number): void {
    const { unit, width } = this;
    let length = 0;
    for (let at = from; at < end; at += width) {
      // Sorted, so a fact that was told twice stands beside itself.
      if (at > from && bytes.compare(bytes, at - width, at, at, at + width) === 0) continue;
      const low = bytes.readUInt32LE(at);
      unit.times[length] = bytes.readUInt16LE(at + width - 2) * HIGH_WORD + bytes.readUInt32LE(at + width - 6);
      if (this.layout === 'narrow') unit.low[length] = low & NARROW_MASK;
      else {
        unit.low[length] = low & WORD_MASK;
        unit.high[length] = ((bytes.readUInt32LE(at + 4) << 2) | (low >>> 30)) & WORD_MASK;
      }
      length++;
    }
    unit.length = length;
  }
}

const arraysFor = (length: number) => ({
  length: 0,
  times: new Float64Array(length),
  low: new Int32Array(length),
  high: new Int32Array(length),
});
