import { type RuleDefinition } from '@laurel/contracts';
import { bind, parametersOf, type ParameterValues } from '@laurel/engagement-domain';
import { parseWith, Problematic } from '@laurel/platform';
import { ZodError } from 'zod';
import { type EngagementPorts } from './engagement.deps.ts';
import { readRule, type SetRule } from './rule-book.ts';
import { whyNotInCategory, whyNotWrittenWith } from './whether-sendable.ts';

/** The rule as it is set now, with `tried` values; 404 where there is none. */
export const existingRule = async (
  ports: EngagementPorts,
  id: string,
  tried: ParameterValues = {},
): Promise<SetRule> => {
  const rule = await readRule(ports, id, tried);
  if (!rule) throw new Problematic(404, 'rule.missing', `No rule has the id ${id}`);
  return rule;
};

/** 400 where a rule could not write: it would be found only when the first message is due. */
export const refuseUnsendable = async (
  { findTemplate, means }: Pick<EngagementPorts, 'findTemplate' | 'means'>,
  { action: { template, category } }: Pick<RuleDefinition, 'action'>,
): Promise<void> => {
  refuse('template', whyNotWrittenWith(template, await findTemplate(template), {}));
  refuse('category', await whyNotInCategory(means, category));
};

const refuse = (field: 'template' | 'category', reason: string | undefined): void => {
  if (reason === undefined) return;
  const path = `action.${field}`;
  throw new Problematic(400, `rule.${field}`, `${path}: ${reason}`, { errors: [{ path, reason }] });
};

/** Values that a caller gives for parameters; 400 with the name of the wrong one. */
export const givenValues = (definition: RuleDefinition, given: unknown): ParameterValues => {
  const parsed = parseWith(parametersOf(definition), given ?? {}, 'rule.parameter');
  const values = Object.fromEntries(Object.entries(parsed).map(([name, value]) => [name, value ?? null]));
  refuseTogether(definition, values);
  return values;
};

/** Each is allowed alone, and together they may still make no criterion: a least that is above a most. */
const refuseTogether = (definition: RuleDefinition, values: ParameterValues): void => {
  try {
    bind(definition, values);
  } catch (error) {
    if (!(error instanceof ZodError)) throw error;
    const errors = error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), reason: message }));
    throw new Problematic(400, 'rule.parameter', `together these values make no rule: ${errors[0]?.reason}`, {
      errors,
    });
  }
};
