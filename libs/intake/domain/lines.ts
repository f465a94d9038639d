const NEWLINE = 0x0a;
const RETURN = 0x0d;

export interface LineLimits {
  /** A chunk is handed on when it holds so many lines or bytes. */
  readonly chunkLines: number;
  readonly chunkBytes: number;
  /** A longer line ends the stream: it could not be kept in memory. */
  readonly lineBytes: number;
}

/** A line went on and on: everything before it was handed on. */
export class LineTooLong extends Error {
  override readonly name = 'LineTooLong';
  constructor(readonly limit: number) {
    super(`a line has at most ${limit} bytes`);
  }
}

/**
 * Bytes as they come -> chunks of whole lines, in order, in the memory of one chunk and one line. Blank lines are
 * skipped; what stands behind the last newline is a line too. When the stream breaks, its whole lines come before the error.
 */
export async function* chunksOfLines(
  stream: AsyncIterable<Uint8Array>,
  limits: LineLimits,
): AsyncGenerator<readonly Uint8Array[]> {
  const gathering = new Gathering(limits);
  try {
    for await (const piece of stream) {
      gathering.take(piece);
      if (gathering.isFull()) yield gathering.handOn();
    }
    gathering.end();
  } catch (error) {
    if (gathering.hasLines()) yield gathering.handOn();
    throw error;
  }
  if (gathering.hasLines()) yield gathering.handOn();
}

class Gathering {
  private lines: Uint8Array[] = [];
  private bytes = 0;
  /** Pieces of the line whose end has not come yet: joined once, however many they are. */
  private rest: Uint8Array[] = [];
  private restBytes = 0;

  constructor(private readonly limits: LineLimits) {}

  take(piece: Uint8Array): void {
    let from = 0;
    for (let end = piece.indexOf(NEWLINE); end !== -1; end = piece.indexOf(NEWLINE, from)) {
      if (this.restBytes > 0) this.end(piece.subarray(from, end));
      else this.add(piece, from, end);
      from = end + 1;
    }
    if (from < piece.length) this.keep(piece.subarray(from));
  }

  /** The last piece of a line. */
  end(lastPiece: Uint8Array = new Uint8Array(0)): void {
    const line = this.completed(lastPiece);
    this.add(line, 0, line.length);
  }

  isFull(): boolean {
    return this.lines.length >= this.limits.chunkLines || this.bytes >= this.limits.chunkBytes;
  }

  hasLines(): boolean {
    return this.lines.length > 0;
  }

  handOn(): readonly Uint8Array[] {
    const lines = this.lines;
    this.lines = [];
    this.bytes = 0;
    return lines;
  }

  private add(bytes: Uint8Array, from: number, to: number): void {
    const end = to > from && bytes[to - 1] === RETURN ? to - 1 : to;
    if (end === from) return;
    this.lines.push(bytes.subarray(from, end));
    this.bytes += end - from;
  }

  private keep(piece: Uint8Array): void {
    this.rest.push(piece);
    this.restBytes += piece.length;
    if (this.restBytes > this.limits.lineBytes) throw new LineTooLong(this.limits.lineBytes);
  }

  private completed(lastPiece: Uint8Array): Uint8Array {
    if (this.restBytes === 0) return lastPiece;
    const line = new Uint8Array(this.restBytes + lastPiece.length);
    let at = 0;
    for (const piece of [...this.rest, lastPiece]) {
      line.set(piece, at);
      at += piece.length;
    }
    this.rest = [];
    this.restBytes = 0;
    return line;
  }
}
