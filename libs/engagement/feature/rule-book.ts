import {
  RuleArchived,
  RuleConfigured,
  RuleDefined,
  type RuleDefinition,
  type RuleMode,
  type RuleView,
} from '@laurel/contracts';
import {
  bind,
  parametersOf,
  type ParameterValues,
  readyMadeRules,
  type Rule,
  ruleDecider,
  type RuleState,
} from '@laurel/engagement-domain';
import { type FoundEvent } from '@laurel/kernel';
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

/** More decisions about rules than an installation makes in its life. */
const MOST_DECISIONS = 100_000;

export const shippedRule = ({ rules = readyMadeRules }: EngagementPorts, id: string): RuleDefinition | undefined =>
  rules.find((one) => one.id === id);

/** The rule as it is set now, undefined where there is none; `tried` values come before the stored ones. */
export const readRule = async (
  ports: EngagementPorts,
  id: string,
  tried: ParameterValues = {},
): Promise<SetRule | undefined> => {
  return setRule(ports, id, await stateOf(ports, id), tried);
};

const setRule = (
  ports: EngagementPorts,
  id: string,
  state: RuleState,
  tried: ParameterValues = {},
): SetRule | undefined => {
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

/** All rules that are not archived, or all: the shipped ones first, then those defined here by id. Read with one query. */
export const readRules = async (ports: EngagementPorts, archived = false): Promise<readonly SetRule[]> => {
  const types = [RuleDefined.type, RuleConfigured.type, RuleArchived.type];
  const newestFirst = await ports.search.find({ types, about: {}, limit: MOST_DECISIONS });
  // Decisions are only added to: as many are the same ones.
  const known = books.get(ports);
  const book = known?.decisions === newestFirst.length ? known : bookOf(ports, newestFirst);
  books.set(ports, book);
  return archived ? book.rules : book.rules.filter((one) => !one.archived);
};

interface Book {
  readonly decisions: number;
  readonly rules: readonly SetRule[];
}
const books = new WeakMap<EngagementPorts, Book>();

const bookOf = (ports: EngagementPorts, newestFirst: readonly FoundEvent[]): Book => {
  const states = new Map<string, RuleState>();
  for (const stored of newestFirst.toReversed()) {
    const event = ruleDecider.read(stored);
    states.set(event.data.rule, ruleDecider.evolve(states.get(event.data.rule) ?? ruleDecider.initial, event));
  }
  const shipped = (ports.rules ?? readyMadeRules).map(({ id }) => id);
  const own = [...states.keys()].filter((id) => !shipped.includes(id)).sort();
  const rules = [...shipped, ...own].flatMap((id) => setRule(ports, id, states.get(id) ?? ruleDecider.initial) ?? []);
  return { decisions: newestFirst.length, rules };
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
