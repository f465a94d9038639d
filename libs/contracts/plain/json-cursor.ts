const QUOTE = 0x22;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const BACKSLASH = 0x5c;

/** Bytes that a plain string holds: all but its end, escapes and controls. */
const IN_STRING = new Uint8Array(256).fill(1, 0x20);
IN_STRING[QUOTE] = IN_STRING[BACKSLASH] = 0;
/** Bytes of a number, of true, false and null. */
const IN_SCALAR = new Uint8Array(256);
for (const byte of new TextEncoder().encode('0123456789+-.eEtrufalsn')) IN_SCALAR[byte] = 1;
/** How a byte outside of strings changes the depth. */
const LEVEL = new Int8Array(256);
for (const byte of new TextEncoder().encode('[{')) LEVEL[byte] = 1;
for (const byte of new TextEncoder().encode(']}')) LEVEL[byte] = -1;
const BLANK = new Uint8Array(256);
BLANK[0x20] = BLANK[0x0a] = BLANK[0x0d] = BLANK[0x09] = 1;

/** So many digits are a number to the digit, and so few behind the point that it is never written with an exponent. */
const MOST_DIGITS = 15;
const MOST_DECIMALS = 6;
/** With what is around a value, still less than the parser takes. */
const MOST_LEVELS = 32;

/**
 * A place in the bytes of one JSON text. Each method moves behind what it names, or answers false when that is not there
 * in its plain form: then the text may still be good, and the cursor stands anywhere.
 */
export class JsonCursor {
  bytes: Uint8Array = new Uint8Array(0);
  at = 0;
  /** No byte of a string that was read is outside of ASCII. */
  isAscii = true;
  /** The value of the number that was read last. */
  value = 0;

  open(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.at = 0;
    this.isAscii = true;
  }

  /** Behind blanks: what comes is no blank. */
  blank(): void {
    while (BLANK[this.peek()] === 1) this.at++;
  }

  /** Behind blanks and then this byte, which is no blank. */
  take(byte: number): boolean {
    if (this.peek() !== byte) {
      this.blank();
      if (this.peek() !== byte) return false;
    }
    this.at++;
    return true;
  }

  /** Exactly these bytes. */
  literal(literal: Uint8Array): boolean {
    const { bytes, at } = this;
    for (let n = 0; n < literal.length; n++) if (bytes[at + n] !== literal[n]) return false;
    this.at = at + literal.length;
    return true;
  }

  isAtEnd(): boolean {
    this.blank();
    return this.at === this.bytes.length;
  }

  /** A string without an escape: its text is the bytes between its quotes. */
  string(): boolean {
    if (!this.take(QUOTE)) return false;
    const { bytes } = this;
    let at = this.at;
    let seen = 0;
    let byte = bytes[at] ?? 0;
    while (IN_STRING[byte] === 1) {
      seen |= byte;
      byte = bytes[++at] ?? 0;
    }
    this.at = at + 1;
    if (seen > 0x7f) this.isAscii = false;
    return byte === QUOTE;
  }

  /** A number that is written as JSON.stringify writes it, without an exponent. */
  number(): boolean {
    const isNegative = this.peek() === MINUS;
    if (isNegative) this.at++;
    if (!this.positive()) return false;
    if (isNegative) this.value = -this.value;
    return !Object.is(this.value, -0);
  }

  /** Any value whose strings are plain; what it says is left to a parser. */
  any(): boolean {
    this.blank();
    const byte = this.peek();
    if (byte === QUOTE) return this.string();
    return LEVEL[byte] === 1 ? this.nested() : this.scalar();
  }

  private peek(): number {
    return this.bytes[this.at] ?? 0;
  }

  private digits(): number {
    let value = 0;
    for (let byte = this.peek(); byte >= ZERO && byte <= NINE; byte = this.peek()) {
      value = value * 10 + byte - ZERO;
      this.at++;
    }
    return value;
  }

  /** How many there are, their number in `value`; -1 when they are not plain. */
  private decimals(): number {
    if (this.peek() !== POINT) return 0;
    const start = ++this.at;
    this.value = this.digits();
    const count = this.at - start;
    return count > 0 && count <= MOST_DECIMALS && this.bytes[this.at - 1] !== ZERO ? count : -1;
  }

  private positive(): boolean {
    const start = this.at;
    const whole = this.digits();
    const wholeDigits = this.at - start;
    if (wholeDigits === 0 || (wholeDigits > 1 && this.bytes[start] === ZERO)) return false;
    const decimals = this.decimals();
    if (decimals < 0 || wholeDigits + decimals > MOST_DIGITS) return false;
    // Numerator and denominator are exact, so the quotient is the number that is nearest.
    this.value = decimals === 0 ? whole : (whole * 10 ** decimals + this.value) / 10 ** decimals;
    return true;
  }

  private nested(): boolean {
    let levels = 0;
    do {
      const byte = this.peek();
      if (byte === QUOTE) {
        if (!this.string()) return false;
        continue;
      }
      levels += LEVEL[byte] ?? 0;
      this.at++;
    } while (levels > 0 && levels < MOST_LEVELS && this.at < this.bytes.length);
    return levels === 0;
  }

  private scalar(): boolean {
    const start = this.at;
    for (let byte = this.peek(); IN_SCALAR[byte] === 1; byte = this.peek()) this.at++;
    return this.at > start;
  }
}
