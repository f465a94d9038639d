import { type Condition } from '@laurel/contracts';
import { type Parameters } from '../conditions.ts';

/** One kind of event, and what must be true of it. */
export interface EventMatch {
  readonly event: string;
  readonly where: readonly Condition[];
}

/** Any of these events. */
export type Matches = readonly EventMatch[];

/** What each event is looked at for. */
export interface Coded {
  readonly steps: readonly Matches[];
  /** Exclusions, then the kinds of events among which a first-ever step looks for the first. */
  readonly marks: readonly Matches[];
}

/**
 * How an event is packed into one little-endian integer, time highest and step lowest, so that integers sort by time. Where
 * no event can match two steps it is the number of its step; a fact told twice serves the same step twice, which changes no
 * try. Else each step has a bit, and a hash tells a fact told twice from two facts of one instant.
 */
export interface Layout {
  readonly bytes: 8 | 16 | 32;
  readonly stepBits: number;
  readonly markBits: number;
  readonly hashBits: number;
  readonly numbered: boolean;
}

const NUMBERED: Layout = { bytes: 8, stepBits: 6, markBits: 16, hashBits: 0, numbered: true };
const NARROW: Layout = { bytes: 16, stepBits: 22, markBits: 8, hashBits: 50, numbered: false };
const WIDE: Layout = { bytes: 32, stepBits: 60, markBits: 32, hashBits: 116, numbered: false };

export const layoutOf = ({ steps, marks }: Coded): Layout => {
  if (marks.length <= NUMBERED.markBits && areApart(steps)) return NUMBERED;
  return steps.length <= NARROW.stepBits && marks.length <= NARROW.markBits ? NARROW : WIDE;
};

/** No event can match two of these steps. */
const areApart = (steps: readonly Matches[]): boolean =>
  steps.every((one, index) =>
    steps.slice(index + 1).every((other) => one.every((a) => other.every((b) => excludeEachOther(a, b)))),
  );

const excludeEachOther = (a: EventMatch, b: EventMatch): boolean =>
  a.event !== b.event ||
  a.where.some((one) =>
    b.where.some((other) => {
      const [ofOne, ofOther] = [valuesOf(one), valuesOf(other)];
      return ofOne && ofOther && one.field === other.field && !ofOne.some((value) => ofOther.includes(value));
    }),
  );

/** The only texts with which the condition is true; undefined where it is none of that kind. */
export const valuesOf = (condition: Condition): readonly string[] | undefined => {
  if (condition.op === 'eq') return [String(condition.value)];
  return condition.op === 'in' ? condition.value.map(String) : undefined;
};

/** SQL of one event's match, without its type. */
export type MatchSql = (where: readonly Condition[]) => string;

/** SQL of the step (number or bits) and of the marks of an event. */
export const codesSql = (
  coded: Coded,
  { numbered }: Layout,
  sql: MatchSql,
  parameters: Parameters,
): { readonly steps: string; readonly marks: string } => ({
  steps: codeSql(coded.steps, (index) => (numbered ? BigInt(index + 1) : 1n << BigInt(index)), { sql, parameters }),
  marks: codeSql(coded.marks, (index) => 1n << BigInt(index), { sql, parameters }),
});

/** What depends on the type alone is looked up in the dictionary of types; only the rest is asked of each event. */
const codeSql = (
  all: readonly Matches[],
  codeOf: (index: number) => bigint,
  { sql, parameters }: { readonly sql: MatchSql; readonly parameters: Parameters },
): string => {
  const ofTypes = new Map<string, bigint>();
  const asked: string[] = [];
  for (const [index, matches] of all.entries()) {
    const whole = new Set(matches.filter(({ where }) => where.length === 0).map(({ event }) => event));
    for (const type of whole) ofTypes.set(type, (ofTypes.get(type) ?? 0n) + codeOf(index));
    const rest = matches.filter(({ event }) => !whole.has(event));
    const any = rest.map(({ event, where }) => `(type = ${parameters.add(event, 'String')} AND ${sql(where)})`);
    if (any.length > 0) asked.push(`toUInt64(${any.join(' OR ')}) * ${codeOf(index)}`);
  }
  if (ofTypes.size > 0) {
    const types = [...ofTypes.keys()].map((type) => parameters.add(type, 'String'));
    asked.push(`toUInt64(transform(type, [${types.join(', ')}], [${[...ofTypes.values()].join(', ')}], 0))`);
  }
  return asked.length === 0 ? 'toUInt64(0)' : asked.join(' + ');
};

/** SQL over the columns occurred_at, content_hash, steps and marks. */
export const packedSql = ({ bytes, stepBits, markBits, hashBits }: Layout): string => {
  const whole = `toUInt${bytes * 8}`;
  const hash = hashBits > 64 ? 'reinterpretAsUInt128(content_hash)' : 'reinterpretAsUInt64(content_hash)';
  const hashed =
    hashBits === 0 ? [] : [[`bitShiftRight(${hash}, ${(hashBits > 64 ? 128 : 64) - hashBits})`, stepBits + markBits]];
  const parts = [
    ['toUnixTimestamp64Milli(occurred_at)', stepBits + markBits + hashBits],
    ...hashed,
    ['marks', stepBits],
    ['steps', 0],
  ];
  return parts
    .map(([value, shift]) => `bitShiftLeft(${whole}(${value}), ${shift})`)
    .reduce((all, part) => `bitOr(${all}, ${part})`);
};

/** SQL: whether a packed event may be the first step; in any order every step may be. */
export const startsSql = ({ numbered, stepBits }: Layout, packed: string, anyOrder: boolean): string => {
  if (anyOrder) return `bitAnd(${packed}, ${(1n << BigInt(stepBits)) - 1n}) != 0`;
  return `bitAnd(${packed}, ${numbered ? (1 << stepBits) - 1 : 1}) = 1`;
};
