import { NO_VALUE } from '@laurel/statistics';

/** How a value comes from the engine: as JSON (what the source wrote as 3 and as "3" is the same), or as it is. */
export type ValueForm = 'json' | 'plain';

/** Numbers for the texts of a breakdown, in the order in which they are met. */
export class ValueCodes {
  private readonly codes = new Map<string, number>();
  private readonly codesOfTexts = new Map<string, number>();
  private readonly texts: string[] = [];

  constructor(private readonly form: ValueForm) {}

  /** `key` holds the bytes of the value, one a character. */
  codeOf(key: string): number {
    const known = this.codes.get(key);
    if (known !== undefined) return known;
    const text = this.textFrom(Buffer.from(key, 'latin1').toString('utf8'));
    const code = text === null ? NO_VALUE : this.codeOfText(text);
    this.codes.set(key, code);
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
