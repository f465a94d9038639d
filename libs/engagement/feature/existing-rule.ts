import { type KnownTemplate, type RuleDefinition } from '@laurel/contracts';
import { bind, parametersOf, type ParameterValues } from '@laurel/engagement-domain';
import { parseWith, Problematic } from '@laurel/platform';
import { ZodError } from 'zod';
import { type EngagementPorts } from './engagement.deps.ts';
import { readRule, type SetRule } from './rule-book.ts';

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

/** 400 where a rule could not write: an unknown template would be found only when the first message is due. */
export const refuseWithoutTemplate = async (
  { findTemplate }: Pick<EngagementPorts, 'findTemplate'>,
  { action }: Pick<RuleDefinition, 'action'>,
): Promise<void> => {
  const reason = whyNotWith(action.template, await findTemplate(action.template));
  if (reason === undefined) return;
  const path = 'action.template';
  throw new Problematic(400, 'rule.template', `${path}: ${reason}`, { errors: [{ path, reason }] });
};

const whyNotWith = (template: string, known: KnownTemplate | undefined): string | undefined => {
  if (!known) return `no template is called ${template}`;
  if (known.isArchived) return `the template ${template} is archived`;
  const [needed] = known.required;
  return needed === undefined
    ? undefined
    : `the template ${template} needs a value for ${needed}, which a rule does not bring`;
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
