/** One record of a CSV file. */
export interface CsvRecord {
  readonly fields: readonly string[];
  /** Line of the file that it begins on, from 1. */
  readonly line: number;
  /** Its text as it stands, without the line end. */
  readonly raw: string;
  /** Set when it cannot be read; `fields` is empty then. */
  readonly problem?: string;
}

/** A quoted field that is longer was never closed. */
const LONGEST_RECORD = 1_000_000;

/**
 * RFC 4180, as text comes. A library was measured and left: it cannot go on behind a quote that is never closed, and
 * the line and the text of each record, which a reject must show, cost it three times the reading. Here a broken record
 * costs its own first line, and reading goes on at the next.
 */
export class CsvReader {
  private text = '';
  private line = 1;
  /** Where the next quote is, so that files without any are not searched again for each line. */
  private quote = -1;

  constructor(private readonly delimiter: string) {}

  /** The records that are whole with this piece of the file. */
  read(piece: string): CsvRecord[] {
    this.text += piece;
    return this.take(false);
  }

  /** What is left at the end of the file. */
  end(): CsvRecord[] {
    return this.take(true);
  }

  private take(atEnd: boolean): CsvRecord[] {
    const records: CsvRecord[] = [];
    let start = 0;
    for (let next: number | undefined = 0; next !== undefined; next = this.next(start, atEnd, records)) start = next;
    this.text = this.text.slice(start);
    this.quote = -1;
    return records;
  }

  /** Reads the record that begins at `start`; where the next one begins, undefined when none is whole. */
  private next(start: number, atEnd: boolean, records: CsvRecord[]): number | undefined {
    if (start >= this.text.length) return undefined;
    const newline = this.text.indexOf('\n', start);
    if (newline < 0 && !atEnd) return undefined;
    const end = newline < 0 ? this.text.length : newline;
    if (this.nextQuote(start) > end) return this.plain(start, end, records);
    return this.quoted(start, end, atEnd, records);
  }

  private nextQuote(start: number): number {
    if (this.quote < start) this.quote = (this.text.indexOf('"', start) + 1 || Infinity) - 1;
    return this.quote;
  }

  private plain(start: number, end: number, records: CsvRecord[]): number {
    const raw = this.text.slice(start, this.text[end - 1] === '\r' ? end - 1 : end);
    if (raw.length > 0) records.push({ fields: raw.split(this.delimiter), line: this.line, raw });
    this.line++;
    return end + 1;
  }

  /** Where the next record begins; undefined when more text is needed. */
  private quoted(start: number, lineEnd: number, atEnd: boolean, records: CsvRecord[]): number | undefined {
    const parsed = parseQuoted(this.text, start, this.delimiter, atEnd);
    const open = parsed === 'open';
    if (open && !atEnd && this.text.length - start < LONGEST_RECORD) return undefined;
    if (typeof parsed === 'string') {
      const problem = open ? 'a quote is opened and never closed' : 'text stands behind a closing quote';
      records.push({ fields: [], line: this.line, raw: trimEnd(this.text.slice(start, lineEnd)), problem });
      this.line++;
      return lineEnd + 1;
    }
    const raw = trimEnd(this.text.slice(start, parsed.end));
    records.push({ fields: parsed.fields, line: this.line, raw });
    this.line += 1 + countNewlines(raw);
    return parsed.end + 1;
  }
}

const trimEnd = (text: string): string => (text.endsWith('\r') ? text.slice(0, -1) : text);
const countNewlines = (text: string): number => text.split('\n').length - 1;

interface Parsed {
  readonly fields: string[];
  /** Of its line end, or of the text. */
  readonly end: number;
}

/** `open`: the text ends before the record does. `broken`: text stands behind a closing quote. */
const parseQuoted = (text: string, start: number, delimiter: string, atEnd: boolean): Parsed | 'open' | 'broken' => {
  const fields: string[] = [];
  for (let at = start; ; at++) {
    const field = text[at] === '"' ? quotedField(text, at) : plainField(text, at, delimiter);
    if (!field) return 'open';
    fields.push(field.value);
    at = field.end;
    if (text[at] !== delimiter) return endOf(text, at, atEnd, fields);
  }
};

const LINE_END = /\r?\n|\r?$/y;

const endOf = (text: string, at: number, atEnd: boolean, fields: string[]): Parsed | 'open' | 'broken' => {
  LINE_END.lastIndex = at;
  const lineEnd = LINE_END.exec(text)?.[0];
  if (lineEnd === undefined) return 'broken';
  if (lineEnd.endsWith('\n')) return { fields, end: at + lineEnd.length - 1 };
  return atEnd ? { fields, end: text.length } : 'open';
};

interface Field {
  readonly value: string;
  readonly end: number;
}

const quotedField = (text: string, at: number): Field | undefined => {
  let end = text.indexOf('"', at + 1);
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  if (end < 0) return undefined;
  const inner = text.slice(at + 1, end);
  return { value: inner.includes('"') ? inner.replaceAll('""', '"') : inner, end: end + 1 };
};

/** A quote inside a field that does not begin with one is a character like others. */
const plainField = (text: string, at: number, delimiter: string): Field => {
  const newline = text.indexOf('\n', at);
  const line = text.slice(at, newline < 0 ? text.length : newline);
  const next = line.indexOf(delimiter);
  const value = next < 0 ? trimEnd(line) : line.slice(0, next);
  return { value, end: at + value.length };
};
