import { z } from 'zod';

export type Json = Readonly<Record<string, unknown>>;

/**
 * A schema as JSON Schema 2020-12 for a place inside a larger document. What nests without end (`z.json()`) is said to
 * be any value: a reference to `#/$defs` would mean the root of that document.
 */
export const jsonSchemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const whole = z.toJSONSchema(schema, { io, reused: 'inline', unrepresentable: 'any' });
  return JSON.parse(JSON.stringify(whole), (key, value) => {
    if (key === '$defs' || key === '$schema') return undefined;
    return typeof value?.$ref === 'string' ? {} : value;
  });
};
