const WORD = 4_294_967_296;
/** Text so short that its UTF-8 length fits one byte, whatever it is written in. */
const SHORT = 42;

/** Writes ClickHouse's RowBinary into one growing buffer. */
export class RowBinaryWriter {
  private bytes: Buffer;
  private at = 0;

  constructor(expectedBytes: number) {
    this.bytes = Buffer.allocUnsafe(Math.max(expectedBytes, 1024));
  }

  string(value: string): void {
    const most = value.length * 3;
    this.reserve(most + 5);
    if (value.length <= SHORT) {
      const length = this.bytes.write(value, this.at + 1, most, 'utf8');
      this.bytes[this.at] = length;
      this.at += 1 + length;
      return;
    }
    let length = Buffer.byteLength(value);
    this.at = this.varint(length);
    length = this.bytes.write(value, this.at, length, 'utf8');
    this.at += length;
  }

  /** A string whose UTF-8 is there already; copied one by one, which for names is faster than a call into the engine. */
  slice(source: Uint8Array, { start, end }: { readonly start: number; readonly end: number }): void {
    const length = end - start;
    this.reserve(length + 5);
    const { bytes } = this;
    let at = this.varint(length);
    for (let from = start; from < end; from++) bytes[at++] = source[from] ?? 0;
    this.at = at;
  }

  /** Bytes that came as the characters of a string. */
  latin1(value: string): void {
    this.reserve(value.length);
    const { bytes, at } = this;
    for (let n = 0; n < value.length; n++) bytes[at + n] = value.charCodeAt(n);
    this.at = at + value.length;
  }

  raw(value: Uint8Array): void {
    this.reserve(value.byteLength);
    this.bytes.set(value, this.at);
    this.at += value.byteLength;
  }

  uint16(value: number): void {
    this.reserve(2);
    this.at = this.bytes.writeUInt16LE(value, this.at);
  }

  uint32(value: number): void {
    this.reserve(4);
    this.at = this.bytes.writeUInt32LE(value, this.at);
  }

  uint64(value: bigint): void {
    this.reserve(8);
    this.at = this.bytes.writeBigUInt64LE(value, this.at);
  }

  /** DateTime64(3). */
  milliseconds(value: number): void {
    this.reserve(8);
    this.at = this.bytes.writeUInt32LE(value % WORD, this.at);
    this.at = this.bytes.writeUInt32LE(Math.floor(value / WORD), this.at);
  }

  finish(): Uint8Array {
    return this.bytes.subarray(0, this.at);
  }

  private varint(value: number): number {
    let at = this.at;
    let rest = value;
    for (; rest > 127; rest >>>= 7) this.bytes[at++] = (rest & 127) | 128;
    this.bytes[at++] = rest;
    return at;
  }

  private reserve(more: number): void {
    if (this.at + more <= this.bytes.byteLength) return;
    const larger = Buffer.allocUnsafe((this.at + more) * 2);
    this.bytes.copy(larger, 0, 0, this.at);
    this.bytes = larger;
  }
}
