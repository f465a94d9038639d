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

type Refuse = (path: readonly PropertyKey[], message: string) => void;

/**
 * Refuses, naming the place, a rule that could not be bound with values that its own parameters allow: so that it is
 * found when it is saved, and not when it looks.
 */
export const refuseUnsound = (rule: RuleDraft, context: z.core.$RefinementCtx<RuleDraft>): void => {
  const refuse: Refuse = (path, message) => context.addIssue({ code: 'custom', path: [...path], message });
  const used = usedParameters(rule);
  const names = rule.parameters.map(({ name }) => name);
  for (const [index, parameter] of rule.parameters.entries()) {
    refuseParameter(parameter, (path, message) => refuse(['parameters', index, ...path], message));
    if (names.indexOf(parameter.name) !== index) refuse(['parameters', index, 'name'], 'is there twice');
    if (!used.some(({ name }) => name === parameter.name)) refuse(['parameters', index, 'name'], 'is used nowhere');
  }
  for (const { name, path } of used) if (!names.includes(name)) refuse(path, `no parameter is called ${name}`);
  for (const [, name = ''] of rule.sentence.matchAll(/\{(\w+)\}/g)) {
    if (!names.includes(name)) refuse(['sentence'], `speaks of {${name}}, and no parameter is called so`);
  }
  const tries = triedValues(rule.parameters).map((values) => issuesOf(rule, values));
  for (const { path, message } of tries.find((issues) => issues.length > 0) ?? []) refuse(path, message);
};

const refuseParameter = (parameter: RuleParameter, refuse: Refuse): void => {
  if (parameter.default === null) return;
  const checked = valueOf(parameter).safeParse(parameter.default);
  if (!checked.success) refuse(['default'], checked.error.issues[0]?.message ?? 'is not allowed');
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

interface Place {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}
type Values = Readonly<Record<string, ParameterValue>>;

/** With the defaults, and with something for those that are not limited by default: both must make a rule. */
const triedValues = (parameters: readonly RuleParameter[]): readonly Values[] => {
  const defaults = parameters.map((one) => [one.name, one.default] as const);
  const given = parameters.map((one) => [one.name, one.default ?? sampleOf(one)] as const);
  return [Object.fromEntries(defaults), Object.fromEntries(given)];
};

const sampleOf = ({ kind, minimum = 1 }: RuleParameter): number | string => (kind === 'text' ? 'x' : minimum);

const issuesOf = (rule: RuleDraft, values: Values): readonly Place[] =>
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
