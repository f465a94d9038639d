import {
  givenCriterion,
  type ParameterValue,
  ruleDefinition,
  type RuleDefinition,
  type RuleDraft,
  ruleDraft,
  type RuleParameter,
} from '@laurel/contracts';
import { type z } from 'zod';
import { filled, referenceToParameter, ruleScope, valueOf } from './rule.ts';

/**
 * Refuses, naming the place, a rule that could not be bound with values that its own parameters allow: so that it is
 * found when it is saved, and not when it looks.
 */
export const refuseUnsound = (rule: RuleDraft, context: z.core.$RefinementCtx<RuleDraft>): void => {
  const wrong = [...wrongParameters(rule), ...wrongReferences(rule), ...wrongWhenBound(rule)];
  for (const { path, message } of wrong) context.addIssue({ code: 'custom', path: [...path], message });
};

interface Wrong {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

const wrongParameters = (rule: RuleDraft): readonly Wrong[] => {
  const used = new Set(usedParameters(rule).map(({ name }) => name));
  const names = rule.parameters.map(({ name }) => name);
  return rule.parameters.flatMap((parameter, index) => {
    const at = (field: string, message: string): Wrong => ({ path: ['parameters', index, field], message });
    return [
      ...(parameter.default === null ? [] : wrongValues(parameter).map((message) => at('default', message))),
      ...(names.indexOf(parameter.name) === index ? [] : [at('name', 'is there twice')]),
      ...(used.has(parameter.name) ? [] : [at('name', 'is used nowhere')]),
    ];
  });
};

const wrongValues = (parameter: RuleParameter): readonly string[] =>
  (valueOf(parameter).safeParse(parameter.default).error?.issues ?? []).map(({ message }) => message);

const wrongReferences = (rule: RuleDraft): readonly Wrong[] => {
  const names = new Set(rule.parameters.map(({ name }) => name));
  const inTemplates = usedParameters(rule)
    .filter(({ name }) => !names.has(name))
    .map(({ name, path }) => ({ path, message: `no parameter is called ${name}` }));
  const inSentence = [...rule.sentence.matchAll(/\{(\w+)\}/g)]
    .map(([, name = '']) => name)
    .filter((name) => !names.has(name))
    .map((name) => ({ path: ['sentence'], message: `speaks of {${name}}, and no parameter is called so` }));
  return [...inTemplates, ...inSentence];
};

const wrongWhenBound = (rule: RuleDraft): readonly Wrong[] => {
  const tries = triedValues(rule.parameters).map((values) => issuesOf(rule, values));
  return tries.find((issues) => issues.length > 0) ?? [];
};

interface Use {
  readonly name: string;
  readonly path: readonly PropertyKey[];
}

const usedParameters = ({ where, criteria }: RuleDraft): readonly Use[] => [
  ...usesIn(where, ['where']),
  ...usesIn(criteria, ['criteria']),
];

const usesIn = (part: unknown, path: readonly PropertyKey[]): readonly Use[] => {
  const referred = referenceToParameter.safeParse(part);
  if (referred.success) return [{ name: referred.data.parameter, path }];
  if (Array.isArray(part)) return part.flatMap((one, index) => usesIn(one, [...path, index]));
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, inner]) => usesIn(inner, [...path, key]));
};

type Values = Readonly<Record<string, ParameterValue>>;

/** With the defaults, and with something for those that are not limited by default: both must make a rule. */
const triedValues = (parameters: readonly RuleParameter[]): readonly Values[] => {
  const defaults = parameters.map((one) => [one.name, one.default] as const);
  const given = parameters.map((one) => [one.name, one.default ?? sampleOf(one)] as const);
  return [Object.fromEntries(defaults), Object.fromEntries(given)];
};

const sampleOf = ({ kind, minimum = 1 }: RuleParameter): number | string => (kind === 'text' ? 'x' : minimum);

const issuesOf = (rule: RuleDraft, values: Values): readonly Wrong[] =>
  (
    [
      ['where', ruleScope.safeParse(filled(rule.where, values))],
      ['criteria', givenCriterion.safeParse(filled(rule.criteria, values))],
    ] as const
  ).flatMap(([part, { error }]) =>
    (error?.issues ?? []).flatMap((issue) =>
      placesOf(issue).map((path) => ({ path: [part, ...path], message: issue.message })),
    ),
  );

/** An unknown key is itself the wrong field, not the object that holds it. */
const placesOf = (issue: z.core.$ZodIssue): readonly (readonly PropertyKey[])[] =>
  issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];

/** A rule that somebody wrote, checked whole. */
export const soundDraft = ruleDraft.superRefine(refuseUnsound);

/** Checks a shipped rule when it is loaded: one that cannot be bound is found at the start. */
export const defineRule = (data: z.input<typeof ruleDefinition>): RuleDefinition =>
  ruleDefinition.superRefine(refuseUnsound).parse(data);
