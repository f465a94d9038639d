import {
  type Criterion,
  criterion,
  type ParameterValue,
  type RuleDefinition,
  type RuleParameter,
  type RuleParameters,
} from '@laurel/contracts';
import { z } from 'zod';

export type ParameterValues = Readonly<RuleParameters>;

/** A rule with a value for each of its parameters. */
export interface Rule {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly sentence: string;
  readonly parameters: ParameterValues;
  readonly where: { readonly course?: string; readonly run?: string };
  readonly criterion: Criterion;
  readonly looks: RuleDefinition['looks'];
  readonly action: RuleDefinition['action'];
}

/** To what a rule may be limited. */
export const ruleScope = z.strictObject({ course: z.string().min(1).optional(), run: z.string().min(1).optional() });

/** Puts the values (the defaults where none is given) in the places of the parameters. */
export const bind = (definition: RuleDefinition, given: ParameterValues): Rule => {
  const { id, version, title, sentence, looks, action } = definition;
  const parameters = valuesOf(definition, given);
  const { course, run } = ruleScope.parse(filled(definition.where, parameters));
  return {
    ...{ id, version, title, looks, action, parameters },
    sentence: sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(parameters[name] ?? 'any')),
    where: { ...(course === undefined ? {} : { course }), ...(run === undefined ? {} : { run }) },
    criterion: criterion.parse(filled(definition.criteria, parameters)),
  };
};

const valuesOf = ({ parameters }: RuleDefinition, given: ParameterValues): Record<string, ParameterValue> =>
  Object.fromEntries(parameters.map((one) => [one.name, given[one.name] ?? one.default]));

export const referenceToParameter = z.strictObject({ parameter: z.string() });

/** The template with the values in place; where a value is null the key is gone, and what is inside an array stays in its place. */
export const filled = (part: unknown, values: ParameterValues): unknown => {
  if (Array.isArray(part)) return part.map((one) => filled(one, values));
  const referred = referenceToParameter.safeParse(part);
  if (referred.success) return values[referred.data.parameter] ?? undefined;
  if (typeof part !== 'object' || part === null) return part;
  const entries = Object.entries(part).map(([key, inner]) => [key, filled(inner, values)] as const);
  return Object.fromEntries(entries.filter(([, inner]) => inner !== undefined));
};

/** What a caller may set the parameters of this rule to. */
export const parametersOf = (definition: Pick<RuleDefinition, 'parameters'>) =>
  z.strictObject(
    Object.fromEntries(definition.parameters.map((one) => [one.name, valueOf(one).nullable().optional()])),
  );

/** What one parameter may be set to. */
export const valueOf = ({ kind, minimum, maximum }: RuleParameter): z.ZodType<number | string> =>
  kind === 'text'
    ? z.string().min(1).max(256)
    : z
        .number()
        .min(minimum ?? 0)
        .max(maximum ?? 36_500);
