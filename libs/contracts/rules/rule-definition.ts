import { z } from 'zod';

/** A value of a parameter; null: not limited by it. */
export const parameterValue = z.union([z.number(), z.string().max(256)]).nullable();
export type ParameterValue = z.infer<typeof parameterValue>;

export const ruleParameters = z.record(z.string(), parameterValue);
export type RuleParameters = z.infer<typeof ruleParameters>;

/** off: nothing happens; shadow: it fires into the history and nobody is written to; live: it acts. */
export const ruleMode = z.enum(['live', 'shadow', 'off']);
export type RuleMode = z.infer<typeof ruleMode>;

export const ruleParameter = z.strictObject({
  name: z.string().regex(/^[a-z]\w{0,63}$/, { error: 'a small letter first, then letters and digits' }),
  label: z.string().min(1).max(120),
  kind: z.enum(['days', 'number', 'text']),
  default: parameterValue.describe('null: not limited by this'),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
});
export type RuleParameter = z.infer<typeof ruleParameter>;

/** Where a parameter's value goes: `{ parameter: 'days' }`; a null value takes the key away. */
const template = z.record(z.string(), z.unknown());

export const ruleAction = z.strictObject({
  type: z.literal('SendMessage'),
  template: z.string().min(1).max(120),
  category: z.string().min(1).max(120),
});
export type RuleAction = z.infer<typeof ruleAction>;

const draft = {
  id: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, { error: 'small letters, digits and hyphens, a letter first' }),
  title: z.string().min(1).max(120),
  sentence: z
    .string()
    .min(1)
    .max(1000)
    .describe('What it does, in words; `{name}` stands for the value of a parameter'),
  parameters: z.array(ruleParameter).max(20).readonly(),
  where: template.default({}).describe('`course` and `run` to which it is limited, as values or parameters'),
  criteria: template.describe('The language of criteria, with `{ "parameter": "name" }` where a value may be set'),
  looks: z
    .array(z.enum(['fact', 'time']))
    .min(1)
    .readonly()
    .default(['fact', 'time'])
    .describe('When it looks: at each new fact about somebody, and at everybody as time passes'),
  action: ruleAction,
};

/** A rule as somebody writes it: Laurel counts its versions. */
export const ruleDraft = z.strictObject(draft);
export type RuleDraft = z.output<typeof ruleDraft>;

/** A rule is data: who it is about, when it looks, what it does and the sentence that says so. Never code of a user. */
export const ruleDefinition = z.strictObject({ ...draft, version: z.int().positive() });
export type RuleDefinition = z.output<typeof ruleDefinition>;
