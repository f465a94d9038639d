import { type ValueCodes } from './value-codes.ts';

const HIGH_WORD = 4_294_967_296;

/** Reads RowBinary, forwards; reading over the end gives zeros and says so in `isShort`. */
export class RowReader {
  at = 0;
  isShort = false;
  private bytes: Buffer = Buffer.alloc(0);
  private view: DataView = new DataView(new ArrayBuffer(0));

  /** What was not read yet stands before the new bytes. */
  append(chunk: Uint8Array): void {
    const rest = this.bytes.subarray(this.at);
    this.bytes =
      rest.byteLength === 0
        ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
        : Buffer.concat([rest, chunk]);
    this.view = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength);
    this.at = 0;
  }

  get left(): number {
    return this.bytes.byteLength - this.at;
  }

  uint32(at: number): number {
    return this.view.getUint32(at, true);
  }

  /** Whether the bytes at two places are the same; `length` is a multiple of 4. */
  same(one: number, other: number, length: number): boolean {
    for (let offset = 0; offset < length; offset += 4)
      if (this.uint32(one + offset) !== this.uint32(other + offset)) return false;
    return true;
  }

  /** Where the next `length` bytes begin. */
  skip(length: number): number {
    const from = this.at;
    this.at += length;
    if (this.at > this.bytes.byteLength) this.isShort = true;
    return from;
  }

  varint(): number {
    const first = this.bytes[this.at] ?? 128;
    if (first < 128) {
      this.at++;
      return first;
    }
    for (let value = 0, factor = 1; ; factor *= 128) {
      const byte = this.bytes[this.skip(1)] ?? 0;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  }

  uint32Next(): number {
    const from = this.skip(4);
    return this.isShort ? 0 : this.uint32(from);
  }

  /** Exact where it fits a number. */
  int64(): number {
    const from = this.skip(8);
    return this.isShort ? 0 : this.view.getInt32(from + 4, true) * HIGH_WORD + this.uint32(from);
  }

  string(): string {
    const length = this.varint();
    const from = this.skip(length);
    return this.bytes.toString('utf8', from, from + length);
  }

  /** The code of a text; 0 when it is not whole yet. */
  code(codes: ValueCodes): number {
    const length = this.varint();
    const from = this.skip(length);
    return this.isShort ? 0 : codes.codeOf(this.bytes, from, from + length);
  }
}
