import { z } from 'zod';

/**
 * An answer with a value in every field and one item in every list, made of the schema: from it the columns of a table
 * are known also where an answer has no rows. undefined where the schema asks for more than its types say.
 */
export const exampleOf = <A extends z.ZodType>(answer: A): z.output<A> | undefined => {
  const whole = z.toJSONSchema(answer, { io: 'output', reused: 'inline', unrepresentable: 'any' });
  return answer.safeParse(valueOf(node.parse(whole))).data;
};

interface Node {
  /** Several where null is one of them. */
  readonly type?: string | readonly string[] | undefined;
  readonly format?: string | undefined;
  readonly const?: unknown;
  readonly enum?: readonly unknown[] | undefined;
  readonly anyOf?: readonly Node[] | undefined;
  readonly oneOf?: readonly Node[] | undefined;
  readonly properties?: Readonly<Record<string, Node>> | undefined;
  readonly items?: Node | undefined;
  readonly prefixItems?: readonly Node[] | undefined;
}

const node: z.ZodType<Node> = z.lazy(() =>
  z.looseObject({
    type: z.union([z.string(), z.array(z.string())]).optional(),
    format: z.string().optional(),
    const: z.unknown().optional(),
    enum: z.array(z.unknown()).optional(),
    anyOf: z.array(node).optional(),
    oneOf: z.array(node).optional(),
    properties: z.record(z.string(), node).optional(),
    items: node.optional().catch(undefined), // false behind the last of a tuple
    prefixItems: z.array(node).optional(),
  }),
);

const valueOf = (schema: Node): unknown => {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map(valueOf).find((value) => value !== null) ?? null;
  return fixedOf(schema) ?? BY_TYPE[typeOf(schema)]?.(schema) ?? null;
};

const fixedOf = (schema: Node): unknown => schema.const ?? schema.enum?.[0];

const typeOf = ({ type = [] }: Node): string => [type].flat().find((one) => one !== 'null') ?? 'null';

const TEXTS: Readonly<Record<string, string>> = { 'date-time': '1970-01-01T00:00:00Z', date: '1970-01-01' };

const BY_TYPE: Readonly<Record<string, (schema: Node) => unknown>> = {
  object: ({ properties = {} }) =>
    Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, valueOf(inner)])),
  array: ({ items, prefixItems }) => (prefixItems ?? (items ? [items] : [])).map(valueOf),
  string: ({ format = '' }) => TEXTS[format] ?? '-',
  integer: () => 1,
  number: () => 0.5,
  boolean: () => false,
};
