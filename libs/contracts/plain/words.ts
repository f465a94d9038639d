/** A fixed set of ASCII words that is looked up by bytes, without making a string of them. */
export class Words {
  /** By the number of their bytes: first the position in the list, then the bytes. */
  private readonly ofLength: (readonly { readonly index: number; readonly bytes: Uint8Array }[] | undefined)[] = [];

  constructor(words: readonly string[]) {
    words.forEach((word, index) => {
      const bytes = new TextEncoder().encode(word);
      this.ofLength[bytes.length] = [...(this.ofLength[bytes.length] ?? []), { index, bytes }];
    });
  }

  /** The position of the word in the list; -1 when the bytes are none of them. */
  indexOf(bytes: Uint8Array, from: number, to: number): number {
    const candidates = this.ofLength[to - from];
    if (candidates === undefined) return -1;
    for (const candidate of candidates) if (endsEqual(candidate.bytes, bytes, to)) return candidate.index;
    return -1;
  }
}

/** From behind, where words that belong together differ first. */
const endsEqual = (word: Uint8Array, bytes: Uint8Array, to: number): boolean => {
  const from = to - word.length;
  for (let n = word.length - 1; n >= 0; n--) if (word[n] !== bytes[from + n]) return false;
  return true;
};
