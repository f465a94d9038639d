import { type ByteBuilder } from './byte-builder.ts';
import { canonicalJson } from '../canonical-json.ts';
import { type JsonCursor } from './json-cursor.ts';
import { Words } from './words.ts';

const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/** Instead of the index of a member. */
const NONE = -1;
const FAILED = -2;

/** What a value must be like. A shape holds for itself where it was read last: it is read and written in one breath. */
export interface Shape {
  /** Moves behind the value; false when it is not of this shape in its plain form. */
  read(json: JsonCursor): boolean;
  /** Writes the value that was read last from these bytes as canonical JSON. */
  write(json: JsonCursor, into: ByteBuilder): void;
}

/** A piece of the bytes. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Moves behind a value that starts at the cursor, and answers what it is as a number; NaN when it is not plain. */
export type ReadScalar = (json: JsonCursor) => number;

/**
 * A value that is its own canonical JSON. One class for all kinds, and the kind a function: the engine is several times
 * as fast where it always meets the same class.
 */
export class Scalar implements Shape, Span {
  private from = 0;
  private to = 0;
  /** What the value that was read last is as a number. */
  value = Number.NaN;

  constructor(private readonly accept: ReadScalar) {}

  /** Behind the opening quote of a string. */
  get start(): number {
    return this.from + 1;
  }

  /** Before the closing quote of a string. */
  get end(): number {
    return this.to - 1;
  }

  read(json: JsonCursor): boolean {
    json.blank();
    this.from = json.at;
    this.value = this.accept(json);
    this.to = json.at;
    return !Number.isNaN(this.value);
  }

  write(json: JsonCursor, into: ByteBuilder): void {
    into.slice(json.bytes, this.from, this.to);
  }
}

/**
 * A string, as its number of bytes. A text has at least as many of them as a length counts, and at most three for each
 * that it counts.
 */
export const text = (least: number, most: number): ReadScalar => {
  const leastBytes = least * 3 - 2;
  return (json) => {
    const start = json.at;
    if (!json.string()) return Number.NaN;
    const length = json.at - start - 2;
    return length <= most && length >= leastBytes ? length : Number.NaN;
  };
};

/** One of these strings, as its position in the list. */
export const word = (words: readonly string[]): ReadScalar => {
  const known = new Words(words);
  return (json) => {
    const start = json.at + 1;
    if (!json.string()) return Number.NaN;
    const index = known.indexOf(json.bytes, start, json.at - 1);
    return index < 0 ? Number.NaN : index;
  };
};

/** A number, as it is. */
export const number =
  (holds: (value: number) => boolean): ReadScalar =>
  (json) =>
    json.number() && holds(json.value) ? json.value : Number.NaN;

const FALSE_TRUE = new Words(['false', 'true']);

/** false or true, as 0 or 1. */
export const boolean: ReadScalar = (json) => {
  const start = json.at;
  const index = json.any() ? FALSE_TRUE.indexOf(json.bytes, start, json.at) : -1;
  return index < 0 ? Number.NaN : index;
};

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Reads the JSON of a value by its schema; undefined when it is none or the schema refuses it. */
export type ReadJson = (json: string) => unknown;

/** What has no shape of its own here is read the long way, and only this value. */
export class ParsedShape implements Shape {
  private value: unknown;

  constructor(private readonly parse: ReadJson) {}

  read(json: JsonCursor): boolean {
    json.blank();
    const from = json.at;
    if (!json.any()) return false;
    this.value = readJson(this.parse, json, from);
    return this.value !== undefined;
  }

  write(_: JsonCursor, into: ByteBuilder): void {
    into.text(canonicalJson(this.value));
  }
}

const readJson = (parse: ReadJson, json: JsonCursor, from: number): unknown => {
  try {
    return parse(decoder.decode(json.bytes.subarray(from, json.at)));
  } catch {
    return undefined; // not JSON or not UTF-8: the parser of events says which
  }
};

export interface Member {
  readonly name: string;
  readonly shape: Shape;
  readonly isOptional: boolean;
}

export interface MoreOfObject {
  /** Reads what was of the shape once more, where the schema asks for more than a shape can say. */
  readonly alsoHolds?: ReadJson | undefined;
  /** What members of other names are like, which are passed over. */
  readonly others?: Shape;
}

/** An object that has these members, each once, and no others but those that may be passed over. */
export class ObjectShape implements Shape {
  private readonly words: Words;
  private readonly keys: readonly Uint8Array[];
  /** In the order in which canonical JSON has them. */
  private readonly members: readonly Member[];
  private readonly required: number;
  /** A bit for each member that was read. */
  private present = 0;
  /** Which member came behind which, the last time: senders have their habits. Shifted by one; the first is behind none. */
  private readonly behind: Int8Array;

  constructor(
    members: readonly Member[],
    private readonly more: MoreOfObject = {},
  ) {
    if (members.length > 31) throw new RangeError('an object of more than 31 members has no bit for each');
    this.members = [...members].sort((a, b) => (a.name < b.name ? -1 : 1));
    this.words = new Words(this.members.map(({ name }) => name));
    this.keys = this.members.map(({ name }) => new TextEncoder().encode(`${JSON.stringify(name)}:`));
    this.behind = new Int8Array(members.length + 1);
    this.required = this.members.reduce((bits, { isOptional }, index) => bits | (isOptional ? 0 : 1 << index), 0);
  }

  read(json: JsonCursor): boolean {
    this.present = 0;
    let last = NONE;
    if (!json.take(OPEN)) return false;
    const from = json.at - 1;
    if (!json.take(CLOSE)) {
      do {
        last = this.readMember(json, last);
        if (last === FAILED) return false;
      } while (json.take(COMMA));
      if (!json.take(CLOSE)) return false;
    }
    if ((this.present & this.required) !== this.required) return false;
    const { alsoHolds } = this.more;
    return alsoHolds === undefined || readJson(alsoHolds, json, from) !== undefined;
  }

  write(json: JsonCursor, into: ByteBuilder): void {
    let separator = OPEN;
    for (let index = 0; index < this.members.length; index++) {
      const [key, member] = [this.keys[index], this.members[index]];
      if ((this.present & (1 << index)) === 0 || !key || !member) continue;
      into.byte(separator);
      into.slice(key, 0, key.length);
      member.shape.write(json, into);
      separator = COMMA;
    }
    if (separator === OPEN) into.byte(OPEN);
    into.byte(CLOSE);
  }

  shapeOf(name: string): Shape | undefined {
    return this.members.find((member) => member.name === name)?.shape;
  }

  /** How to see whether the object that was read last has a member. */
  isThere(name: string): () => boolean {
    const index = this.members.findIndex((member) => member.name === name);
    return () => this.has(index);
  }

  private has(index: number): boolean {
    return (this.present & (1 << index)) !== 0;
  }

  /** The index of the member behind `last`, its value read; NONE for one that is passed over. */
  private readMember(json: JsonCursor, last: number): number {
    const index = this.readKey(json, last);
    const member = this.members[index];
    if (!member) return index === NONE && this.more.others?.read(json) ? NONE : FAILED;
    if (this.has(index) || !member.shape.read(json)) return FAILED;
    this.present |= 1 << index;
    return index;
  }

  private readKey(json: JsonCursor, last: number): number {
    const guess = this.behind[last + 1] ?? 0;
    const key = this.keys[guess];
    if (key && json.literal(key)) return guess;
    json.blank();
    const start = json.at + 1;
    if (!json.string()) return FAILED;
    const index = this.words.indexOf(json.bytes, start, json.at - 1);
    if (!json.take(COLON)) return FAILED;
    this.behind[last + 1] = index;
    return index;
  }
}
