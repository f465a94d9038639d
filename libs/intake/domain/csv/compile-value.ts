import { BadEvent } from '@laurel/kernel';
import { type z } from 'zod';
import { type ConditionSpec, operators, type ValueSpec } from './mapping.schema.ts';
import { type Path } from './mapping-text.ts';
import { type Json, type Scope, type Value } from './scope.ts';
import { isoTime, timeFormat } from './time.ts';

/** What the values of one file may name, and where a complaint about them goes. */
export interface Names {
  /** `{column}`, `{let}` or `{join.column}`. */
  reference(name: string, path: Path): Value;
  /** A named value map. */
  valueMap(name: string): Readonly<Record<string, string | number | boolean>> | undefined;
  /** What is worked out over all rows of a group. */
  overRows(kind: 'sum' | 'count' | 'all', value: ValueSpec | undefined, path: Path): Value;
  /** Notes what is wrong; the value returned is never asked. */
  complain(path: Path, what: string): Value;
}

export type Condition = (scope: Scope) => boolean;

/** Compiles a value once, so that a row costs calls of closures and nothing is looked up by name. */
export const compileValue = (spec: ValueSpec, names: Names, path: Path): Value => {
  if (spec === null) return names.complain(path, 'null is no value: leave the field out');
  if (typeof spec === 'string') return template(spec, names, path);
  if (typeof spec !== 'object') return () => spec;
  if (Array.isArray(spec)) return list(spec.map((item, index) => compileValue(item, names, [...path, index])));
  const operator = Object.keys(spec).find((key) => key.startsWith('$'));
  return operator === undefined ? nested(spec, names, path) : operation(operator, spec, names, path);
};

const PART = /\{\{|\}\}|\{([^{}]+)\}|[{}]|[^{}]+/g;

/** Text with {columns}; missing when one of them is. `{{` and `}}` write braces. */
const template = (text: string, names: Names, path: Path): Value => {
  const parts = [...text.matchAll(PART)].map(([part, name]): string | Value => {
    if (name !== undefined) return names.reference(name.trim(), path);
    if (part === '{' || part === '}')
      return names.complain(path, `a lone ${part}: write {column}, or ${part}${part} for the brace`);
    return part === '{{' ? '{' : part === '}}' ? '}' : part;
  });
  const [only] = parts;
  if (parts.length === 1 && typeof only === 'function') return only;
  if (parts.every((part) => typeof part === 'string')) return () => parts.join('');
  return (scope) => {
    let made = '';
    for (const part of parts) {
      const piece = typeof part === 'string' ? part : part(scope);
      if (piece === undefined) return undefined;
      made += textOf(piece);
    }
    return made;
  };
};

export const textOf = (value: Json): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

const list =
  (items: readonly Value[]): Value =>
  (scope) => {
    const made = items.map((item) => item(scope)).filter((item) => item !== undefined);
    return made.length === 0 ? undefined : made;
  };

/** Missing fields are left out; data without any field is missing. */
const nested = (spec: Readonly<Record<string, ValueSpec>>, names: Names, path: Path): Value => {
  const fields = Object.entries(spec).map(([key, inner]) => [key, compileValue(inner, names, [...path, key])] as const);
  return (scope) => {
    const made: Record<string, Json> = {};
    let empty = true;
    for (const [key, inner] of fields) {
      const value = inner(scope);
      if (value === undefined) continue;
      made[key] = value;
      empty = false;
    }
    return empty ? undefined : made;
  };
};

type Compiler = (spec: ValueSpec, names: Names, path: Path) => Value;

const operation = (name: string, spec: ValueSpec, names: Names, path: Path): Value => {
  const compile = compilers.get(name);
  if (compile) return compile(spec, names, path);
  return names.complain([...path, name], `no such operator; there are ${[...compilers.keys()].join(', ')}`);
};

/** An operator checks its own settings, so that a complaint names the one that is wrong. */
const operator =
  <S extends z.ZodType>(schema: S, compile: (spec: z.output<S>, names: Names, path: Path) => Value): Compiler =>
  (spec, names, path) => {
    const parsed = schema.safeParse(spec);
    if (parsed.success) return compile(parsed.data, names, path);
    const [issue] = parsed.error.issues;
    const inner = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : (issue?.path.map(String) ?? []);
    return names.complain([...path, ...inner], issue?.message ?? 'cannot be read');
  };

/** How a value is called in the reason of a rejected row. */
export const called = (spec: ValueSpec): string => (typeof spec === 'string' ? spec : JSON.stringify(spec));

export const badRow = (reason: string): BadEvent => new BadEvent('event.row', reason);
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

export const numberOf = (value: Json, spec: ValueSpec): number => {
  if (typeof value === 'number') return value;
  const text = textOf(value).trim();
  if (!NUMBER.test(text)) throw badRow(`${called(spec)} is "${text}", which is not a number`);
  return Number(text);
};

const asNumber = (spec: ValueSpec, names: Names, path: Path): ((scope: Scope) => number | undefined) => {
  const inner = compileValue(spec, names, path);
  return (scope) => {
    const value = inner(scope);
    return value === undefined ? undefined : numberOf(value, spec);
  };
};

const DAY_MS = 86_400_000;
const LATEST_MS = 8.64e15;

const sinceEpoch =
  (unitMs: number) =>
  (text: string): Date | undefined => {
    const ms = NUMBER.test(text) ? Number(text) * unitMs : NaN;
    return Math.abs(ms) <= LATEST_MS ? new Date(ms) : undefined;
  };

const time = operator(operators.$time, (spec, names, path) => {
  const { format, unit } = spec;
  const read = unit ? sinceEpoch(unit === 'seconds' ? 1000 : 1) : format === undefined ? isoTime : timeFormat(format);
  if (!read)
    return names.complain([...path, 'format'], 'must have yyyy, MM and dd; HH, mm and ss where there is a time of day');
  const inner = compileValue(spec.$time, names, [...path, '$time']);
  const days = spec.plusDays === undefined ? () => 0 : asNumber(spec.plusDays, names, [...path, 'plusDays']);
  return (scope) => {
    const base = inner(scope);
    const plus = days(scope);
    if (base === undefined || plus === undefined) return undefined;
    const start = read(textOf(base));
    if (!start)
      throw badRow(`${called(spec.$time)} is "${textOf(base)}", which is not a time${format ? ` like ${format}` : ''}`);
    const ms = start.getTime() + plus * DAY_MS;
    if (!(Math.abs(ms) <= LATEST_MS)) throw badRow(`${called(spec.$time)} and ${plus} days is no time`);
    return new Date(ms).toISOString();
  };
});

const map = operator(operators.$map, (spec, names, path) => {
  const entries = typeof spec.to === 'string' ? names.valueMap(spec.to) : spec.to;
  if (!entries) return names.complain([...path, 'to'], `there is no value map called ${String(spec.to)} in values`);
  const inner = compileValue(spec.$map, names, [...path, '$map']);
  const { otherwise } = spec;
  const fallback = otherwise === undefined ? undefined : compileValue(otherwise, names, [...path, 'otherwise']);
  const results = new Map<string, Json>(Object.entries(entries));
  return (scope) => {
    const value = inner(scope);
    if (value === undefined) return undefined;
    const result = results.get(textOf(value));
    if (result !== undefined) return result;
    if (fallback) return fallback(scope);
    throw badRow(`${called(spec.$map)} is "${textOf(value)}", which is none of ${[...results.keys()].join(', ')}`);
  };
});

const first = operator(operators.$first, (spec, names, path) => {
  const choices = spec.$first.map((choice, index) => compileValue(choice, names, [...path, '$first', index]));
  return (scope) => {
    for (const choice of choices) {
      const value = choice(scope);
      if (value !== undefined) return value;
    }
    return undefined;
  };
});

const valueWhen = operator(operators.$value, (spec, names, path) => {
  const holds = compileWhen(spec.when, names, [...path, 'when']);
  const inner = compileValue(spec.$value, names, [...path, '$value']);
  return (scope) => (holds(scope) ? inner(scope) : undefined);
});

const atLeast = operator(operators.$atLeast, (spec, names, path) => {
  const inner = asNumber(spec.$atLeast, names, [...path, '$atLeast']);
  return (scope) => {
    const value = inner(scope);
    return value === undefined ? undefined : value >= spec.limit;
  };
});

const compilers: ReadonlyMap<string, Compiler> = new Map<string, Compiler>([
  ['$number', operator(operators.$number, (spec, names, path) => asNumber(spec.$number, names, [...path, '$number']))],
  ['$map', map],
  ['$time', time],
  ['$first', first],
  ['$value', valueWhen],
  ['$atLeast', atLeast],
  ['$sum', operator(operators.$sum, (spec, names, path) => names.overRows('sum', spec.$sum, [...path, '$sum']))],
  ['$count', operator(operators.$count, (_, names, path) => names.overRows('count', undefined, [...path, '$count']))],
  ['$all', operator(operators.$all, (spec, names, path) => names.overRows('all', spec.$all, [...path, '$all']))],
]);

/** All conditions hold. */
export const compileWhen = (specs: readonly ConditionSpec[], names: Names, path: Path): Condition => {
  const all = specs.map((spec, index) => compileCondition(spec, names, [...path, index]));
  return (scope) => all.every((holds) => holds(scope));
};

const compileCondition = (spec: ConditionSpec, names: Names, path: Path): Condition => {
  if (spec.present !== undefined) {
    const inner = compileValue(spec.present, names, [...path, 'present']);
    return (scope) => inner(scope) !== undefined;
  }
  if (spec.missing !== undefined) {
    const inner = compileValue(spec.missing, names, [...path, 'missing']);
    return (scope) => inner(scope) === undefined;
  }
  const inner = compileValue(spec.value ?? '', names, [...path, 'value']);
  const named = new Set((spec.in ?? spec.notIn ?? []).map(String));
  const wanted = spec.in !== undefined;
  return (scope) => {
    const value = inner(scope);
    return named.has(value === undefined ? '' : textOf(value)) === wanted;
  };
};
