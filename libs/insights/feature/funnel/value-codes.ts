import { NO_VALUE } from '@laurel/statistics';

/** How a value comes from the engine: as JSON (what the source wrote as 3 and as "3" is the same), or as it is. */
export type ValueForm = 'json' | 'plain';

/** Numbers for the texts of a breakdown, in the order in which they are met. */
export class ValueCodes {
  /** By a hash of their bytes: a value comes again and again, and is made a text once. */
  private readonly known = new Map<number, Known>();
  private readonly codesOfTexts = new Map<string, number>();
  private readonly texts: string[] = [];

  constructor(private readonly form: ValueForm) {}

  /** Of the value that stands in these bytes. */
  codeOf(bytes: Buffer, from: number, to: number): number {
    const hash = hashOf(bytes, from, to);
    const known = this.known.get(hash);
    if (known && isThere(known.bytes, bytes, from, to)) return known.code;
    const text = this.textFrom(bytes.toString('utf8', from, to));
    const code = text === null ? NO_VALUE : this.codeOfText(text);
    this.known.set(hash, { bytes: Buffer.from(bytes.subarray(from, to)), code });
    return code;
  }

  /** null of nothing told. */
  textOf(code: number): string | null {
    return this.texts[code] ?? null;
  }

  /** By text; nothing told comes last. */
  readonly compare = (one: number, other: number): number => {
    if (one === other) return 0;
    const [a, b] = [this.texts[one], this.texts[other]];
    if (a === undefined || b === undefined) return a === undefined ? 1 : -1;
    return a < b ? -1 : 1;
  };

  private textFrom(told: string): string | null {
    if (told === '') return null;
    if (this.form === 'plain') return told;
    if (told === 'null') return null;
    return told.startsWith('"') ? String(JSON.parse(told)) : told;
  }

  private codeOfText(text: string): number {
    const known = this.codesOfTexts.get(text);
    if (known !== undefined) return known;
    this.codesOfTexts.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }
}

interface Known {
  readonly bytes: Buffer;
  readonly code: number;
}

/** FNV-1a: short, and only there to find what is then compared. */
const hashOf = (bytes: Buffer, from: number, to: number): number => {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return hash;
};

const isThere = (one: Buffer, bytes: Buffer, from: number, to: number): boolean => {
  if (one.byteLength !== to - from) return false;
  for (let at = 0; at < one.byteLength; at++) if (one[at] !== bytes[from + at]) return false;
  return true;
};
