const encoder = new TextEncoder();

/** Text put together of bytes that are there already; used again and again. */
export class ByteBuilder {
  bytes = new Uint8Array(4096);
  length = 0;

  clear(): void {
    this.length = 0;
  }

  byte(value: number): void {
    this.reserve(1);
    this.bytes[this.length++] = value;
  }

  /** A whole number from 0 on, in decimal digits. */
  integer(value: number): void {
    let size = 1;
    for (let rest = value; rest >= 10; rest /= 10) size++;
    this.reserve(size);
    const { bytes, length } = this;
    let rest = value;
    for (let at = length + size - 1; at >= length; at--) {
      const tens = Math.floor(rest / 10);
      bytes[at] = 0x30 + rest - tens * 10;
      rest = tens;
    }
    this.length = length + size;
  }

  /** Copied one by one: for the length of a name that is faster than a call into the engine. */
  slice(source: Uint8Array, from: number, to: number): void {
    this.reserve(to - from);
    const { bytes } = this;
    let at = this.length;
    for (let n = from; n < to; n++) bytes[at++] = source[n] ?? 0;
    this.length = at;
  }

  text(value: string): void {
    this.reserve(value.length * 3);
    this.length += encoder.encodeInto(value, this.bytes.subarray(this.length)).written;
  }

  /** What was built, until it is cleared. */
  built(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = new Uint8Array((this.length + more) * 2);
    larger.set(this.bytes);
    this.bytes = larger;
  }
}
