import { type Criterion, criterion } from '@laurel/contracts';
import { z } from 'zod';

const value = z.union([z.number(), z.string()]).nullable();
export type ParameterValue = z.infer<typeof value>;
export type ParameterValues = Readonly<Record<string, ParameterValue>>;

const parameter = z.strictObject({
  name: z.string().min(1),
  label: z.string().min(1),
  kind: z.enum(['days', 'text']),
  /** null: not limited by this. */
  default: value,
  minimum: z.number().optional(),
  maximum: z.number().optional(),
});
export type Parameter = z.infer<typeof parameter>;

/** Where a parameter's value goes: `{ parameter: 'days' }`; a null value takes the key away. */
const template = z.record(z.string(), z.unknown());

/** A rule is data: who it is about, when it looks, what it does and the sentence that says so. Never code of a user. */
const ruleDefinition = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  version: z.int().positive(),
  title: z.string().min(1),
  /** With `{parameters}`. */
  sentence: z.string().min(1),
  parameters: z.array(parameter).readonly(),
  where: template,
  criteria: template,
  action: z.strictObject({ type: z.literal('SendMessage'), template: z.string(), category: z.string() }),
});
export type RuleDefinition = z.infer<typeof ruleDefinition>;

/** Checks a rule when it is loaded: a rule that cannot be bound with its defaults is found at the start. */
export const defineRule = (data: z.input<typeof ruleDefinition>): RuleDefinition => {
  const rule = ruleDefinition.parse(data);
  bind(rule, {});
  return rule;
};

/** A rule with a value for each of its parameters. */
export interface Rule {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly sentence: string;
  readonly parameters: ParameterValues;
  readonly where: { readonly course?: string; readonly run?: string };
  readonly criterion: Criterion;
  readonly action: RuleDefinition['action'];
}

const scope = z.strictObject({ course: z.string().optional(), run: z.string().optional() });

/** Puts the values (the defaults where none is given) in the places of the parameters. */
export const bind = (definition: RuleDefinition, given: ParameterValues): Rule => {
  const { id, version, title, sentence, action } = definition;
  const parameters = Object.fromEntries(definition.parameters.map((one) => [one.name, given[one.name] ?? one.default]));
  const { course, run } = scope.parse(filled(definition.where, parameters));
  return {
    ...{ id, version, title, action, parameters },
    sentence: sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(parameters[name] ?? 'any')),
    where: { ...(course === undefined ? {} : { course }), ...(run === undefined ? {} : { run }) },
    criterion: criterion.parse(filled(definition.criteria, parameters)),
  };
};

const reference = z.strictObject({ parameter: z.string() });

const filled = (part: unknown, values: ParameterValues): unknown => {
  if (Array.isArray(part)) return part.map((one) => filled(one, values));
  const referred = reference.safeParse(part);
  if (referred.success) return values[referred.data.parameter] ?? undefined;
  if (typeof part !== 'object' || part === null) return part;
  const entries = Object.entries(part).map(([key, inner]) => [key, filled(inner, values)] as const);
  return Object.fromEntries(entries.filter(([, inner]) => inner !== undefined));
};

/** What a caller may set the parameters of this rule to. */
export const parametersOf = (definition: RuleDefinition) =>
  z.strictObject(
    Object.fromEntries(definition.parameters.map((one) => [one.name, valueOf(one).nullable().optional()])),
  );

const valueOf = ({ kind, minimum, maximum }: Parameter): z.ZodType<number | string> =>
  kind === 'text'
    ? z.string().min(1).max(256)
    : z
        .number()
        .min(minimum ?? 0)
        .max(maximum ?? 36_500);
