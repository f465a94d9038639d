import { type RuleView } from '@laurel/contracts';
import {
  bind,
  neverStarted,
  type ParameterValues,
  type Rule,
  type RuleDefinition,
  ruleDecider,
  type RuleMode,
} from '@laurel/engagement-domain';
import { type EngagementPorts } from './engagement.deps.ts';

/** The rules that Laurel ships. */
const SHIPPED: readonly RuleDefinition[] = [neverStarted];

/** A shipped rule as this installation has set it. */
export interface SetRule {
  readonly definition: RuleDefinition;
  readonly mode: RuleMode;
  readonly rule: Rule;
}

export const streamOf = (rule: string): string => `rule-${rule}`;

export const definitionOf = ({ rules = SHIPPED }: EngagementPorts, id: string): RuleDefinition | undefined =>
  rules.find((one) => one.id === id);

/** The rule as it is set now; `tried` values come before the stored ones. */
export const readRule = async (
  { store }: EngagementPorts,
  definition: RuleDefinition,
  tried: ParameterValues = {},
): Promise<SetRule> => {
  const history = await store.read(streamOf(definition.id));
  const { mode, parameters } = history.map(ruleDecider.read).reduce(ruleDecider.evolve, ruleDecider.initial);
  return { definition, mode, rule: bind(definition, { ...parameters, ...tried }) };
};

export const readRules = (ports: EngagementPorts): Promise<readonly SetRule[]> =>
  Promise.all((ports.rules ?? SHIPPED).map((definition) => readRule(ports, definition)));

export const viewOf = ({ definition, mode, rule }: SetRule): RuleView => ({
  ...{ id: rule.id, version: rule.version, title: rule.title, sentence: rule.sentence, mode, action: rule.action },
  parameters: definition.parameters.map((parameter) => ({
    ...parameter,
    value: rule.parameters[parameter.name] ?? null,
  })),
  criteria: { ...rule.criterion },
});
