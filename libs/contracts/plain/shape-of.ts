import { z } from 'zod';
import {
  boolean,
  type Member,
  number,
  ObjectShape,
  ParsedShape,
  type ReadJson,
  type ReadScalar,
  Scalar,
  type Shape,
  text,
  word,
} from './shapes.ts';

/**
 * The shape of what a schema takes: whatever the shape reads, the schema takes and gives back unchanged. A schema of a kind
 * that is not known here makes a shape that asks the schema, so a new field needs no line here to be read rightly.
 */
export const shapeOf = (schema: z.core.$ZodType): Shape => {
  if (schema instanceof z.ZodObject) return objectShapeOf(schema) ?? new ParsedShape(readWith(schema));
  const scalar = scalarOf(schema);
  return scalar ? new Scalar(scalar) : new ParsedShape(readWith(schema));
};

/** Undefined where it is not certain which members an object may have. */
export const objectShapeOf = (schema: z.core.$ZodType): ObjectShape | undefined => {
  if (!(schema instanceof z.ZodObject) || !(schema.def.catchall instanceof z.ZodNever)) return undefined;
  const members = Object.entries<z.core.$ZodType>(schema.shape).map(([name, of]): Member => {
    const isOptional = of instanceof z.ZodOptional;
    return { name, isOptional, shape: shapeOf(isOptional ? of.unwrap() : of) };
  });
  return new ObjectShape(members, { alsoHolds: schema.def.checks?.length ? readWith(schema) : undefined });
};

const readWith =
  (schema: z.core.$ZodType): ReadJson =>
  (json) =>
    z.safeParse(schema, JSON.parse(json)).data;

const scalarOf = (schema: z.core.$ZodType): ReadScalar | undefined => {
  if (schema instanceof z.ZodEnum) return wordOf(schema.options);
  if (schema instanceof z.ZodBoolean) return isBare(schema) ? boolean : undefined;
  if (schema instanceof z.ZodNumber) return numberOf(schema);
  if (schema instanceof z.ZodString) return textOf(schema);
  return undefined;
};

const isBare = ({ def }: { def: { checks?: unknown[] | undefined; coerce?: boolean } }): boolean =>
  !def.checks?.length && !def.coerce;

const wordOf = (options: readonly (string | number)[]): ReadScalar | undefined => {
  const words = options.filter((option) => typeof option === 'string');
  return words.length === options.length ? word(words) : undefined;
};

const textOf = ({ def }: z.ZodString): ReadScalar | undefined => {
  if ('format' in def || def.coerce) return undefined;
  let [least, most] = [0, Infinity];
  for (const check of def.checks ?? []) {
    if (check instanceof z.core.$ZodCheckMinLength) least = Math.max(least, check._zod.def.minimum);
    else if (check instanceof z.core.$ZodCheckMaxLength) most = Math.min(most, check._zod.def.maximum);
    else return undefined;
  }
  return text(least, most);
};

type Holds = (value: number) => boolean;

const numberOf = (schema: z.ZodNumber): ReadScalar | undefined => {
  const { def } = schema;
  const ofFormat = formats.get('format' in def ? String(def.format) : 'any');
  const checks = (def.checks ?? []).map(comparison);
  if (!ofFormat || def.coerce || checks.includes(undefined)) return undefined;
  const all = [ofFormat, ...checks.filter((check) => check !== undefined)];
  return number((value) => all.every((holds) => holds(value)));
};

/** What is read as a number is finite, and as an integer safe. */
const formats: ReadonlyMap<string, Holds> = new Map([
  ['any', () => true],
  ['safeint', Number.isInteger],
]);

const comparison = (check: z.core.$ZodCheck<never>): Holds | undefined => {
  if (check instanceof z.core.$ZodCheckGreaterThan) {
    const { value, inclusive } = check._zod.def;
    const bound = Number(value);
    return (told) => (inclusive ? told >= bound : told > bound);
  }
  if (check instanceof z.core.$ZodCheckLessThan) {
    const { value, inclusive } = check._zod.def;
    const bound = Number(value);
    return (told) => (inclusive ? told <= bound : told < bound);
  }
  return undefined;
};
