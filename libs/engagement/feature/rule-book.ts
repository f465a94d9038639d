import { RuleDefined, type RuleDefinition, type RuleMode, type RuleView } from '@laurel/contracts';
import {
  bind,
  parametersOf,
  type ParameterValues,
  readyMadeRules,
  type Rule,
  ruleDecider,
  type RuleState,
} from '@laurel/engagement-domain';
import { type EngagementPorts } from './engagement.deps.ts';

/** A rule as this installation has set it. */
export interface SetRule {
  readonly definition: RuleDefinition;
  readonly origin: 'shipped' | 'defined';
  readonly archived: boolean;
  readonly mode: RuleMode;
  readonly rule: Rule;
}

export const streamOf = (rule: string): string => `rule-${rule}`;

/** More versions of rules of one's own than an installation writes in its life. */
const MOST_VERSIONS = 10_000;

export const shippedRule = ({ rules = readyMadeRules }: EngagementPorts, id: string): RuleDefinition | undefined =>
  rules.find((one) => one.id === id);

/** The rule as it is set now, undefined where there is none; `tried` values come before the stored ones. */
export const readRule = async (
  ports: EngagementPorts,
  id: string,
  tried: ParameterValues = {},
): Promise<SetRule | undefined> => {
  const state = await stateOf(ports, id);
  const shipped = shippedRule(ports, id);
  const definition = shipped ?? state.definition;
  if (!definition) return undefined;
  const stored = allowed(definition, state.parameters);
  return {
    definition,
    origin: shipped ? 'shipped' : 'defined',
    ...{ archived: state.archived, mode: state.mode },
    rule: bind(definition, { ...stored, ...tried }),
  };
};

const stateOf = async ({ store }: EngagementPorts, id: string): Promise<RuleState> => {
  const history = await store.read(streamOf(id));
  return history.map(ruleDecider.read).reduce(ruleDecider.evolve, ruleDecider.initial);
};

/** A shipped rule may have lost a parameter, or narrowed it, since it was set: the default holds again. */
const allowed = (definition: RuleDefinition, stored: ParameterValues): ParameterValues => {
  const { shape } = parametersOf(definition);
  return Object.fromEntries(Object.entries(stored).filter(([name, value]) => shape[name]?.safeParse(value).success));
};

/** All rules that are not archived, or all: the shipped ones first, then those defined here by id. */
export const readRules = async (ports: EngagementPorts, archived = false): Promise<readonly SetRule[]> => {
  const defined = await ports.search.find({ types: [RuleDefined.type], about: {}, limit: MOST_VERSIONS });
  const own = [...new Set(defined.map((event) => RuleDefined.read(event).data.rule))].sort();
  const ids = [...(ports.rules ?? readyMadeRules).map(({ id }) => id), ...own];
  const rules = await Promise.all(ids.map((id) => readRule(ports, id)));
  return rules.filter((one) => one !== undefined).filter((one) => archived || !one.archived);
};

export const viewOf = ({ definition, origin, archived, mode, rule }: SetRule): RuleView => ({
  ...{ id: rule.id, version: rule.version, title: rule.title, sentence: rule.sentence, mode, action: rule.action },
  ...{ origin, archived, looks: [...rule.looks] },
  parameters: definition.parameters.map((parameter) => ({
    ...parameter,
    value: rule.parameters[parameter.name] ?? null,
  })),
  criteria: { ...rule.criterion },
});
