import { z } from 'zod';
import { decisionEvents } from '../decisions/decision-events.ts';
import { learningEvents } from '../learning/learning-events.ts';
import { jsonSchemaOf } from '../json-schema.ts';

const definitions = new Map<string, z.ZodType>(
  [...learningEvents, ...decisionEvents].map(({ type, schema }) => [type, schema]),
);

const node = z.looseObject({
  properties: z.record(z.string(), z.unknown()).optional(),
  additionalProperties: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
});
type Node = z.infer<typeof node>;

const schemas = new Map<string, unknown>();

const schemaOf = (event: string): unknown => {
  const definition = definitions.get(event);
  if (definition && !schemas.has(event)) schemas.set(event, jsonSchemaOf(definition, 'output'));
  return schemas.get(event);
};

/** Can the data of such an event have the field? Inner fields stand behind dots. */
export const hasField = (event: string, field: string): boolean => reaches(schemaOf(event), field.split('.'));

/** The fields at the top of such an event's data. */
export const fieldsOf = (event: string): readonly string[] =>
  Object.keys(node.safeParse(schemaOf(event)).data?.properties ?? {});

const reaches = (schema: unknown, [step, ...rest]: readonly string[]): boolean => {
  if (step === undefined) return true;
  const at = node.safeParse(schema).data;
  if (!at) return false;
  const inner = innerOf(at, step);
  if (inner !== undefined) return reaches(inner, rest);
  return [...(at.anyOf ?? []), ...(at.oneOf ?? [])].some((one) => reaches(one, [step, ...rest]));
};

const innerOf = ({ properties = {}, additionalProperties }: Node, step: string): unknown => {
  if (Object.hasOwn(properties, step)) return properties[step];
  return additionalProperties === false ? undefined : additionalProperties;
};
