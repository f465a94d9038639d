import {
  canonicalJson,
  CRITERIA_VERSION,
  RuleArchived,
  RuleConfigured,
  RuleDefined,
  type RuleDefinition,
  type RuleDraft,
  type RuleMode,
} from '@laurel/contracts';
import { BadEvent, type Decider, type EventOf, Refused, type StoredEvent } from '@laurel/kernel';
import { type ParameterValues } from './rule.ts';

export type RuleEvent = EventOf<typeof RuleConfigured | typeof RuleDefined | typeof RuleArchived>;

/** What an installation has decided about a rule. */
export interface RuleState {
  readonly mode: RuleMode;
  readonly parameters: ParameterValues;
  /** undefined: Laurel ships it, or there is none. */
  readonly definition: RuleDefinition | undefined;
  readonly archived: boolean;
}

export interface Configure {
  readonly type: 'Configure';
  readonly rule: string;
  readonly mode?: RuleMode | undefined;
  /** Only the named ones change; null gives one its default back. */
  readonly parameters?: ParameterValues | undefined;
}

/** `Define` makes a rule, `Change` the next version of one. */
export interface Define {
  readonly type: 'Define' | 'Change';
  readonly rule: string;
  readonly draft: RuleDraft;
}

export interface Archive {
  readonly type: 'Archive';
  readonly rule: string;
}
export type RuleCommand = Configure | Define | Archive;

/**
 * Off until somebody switches it on: nobody is written to because Laurel was installed. A new version is off again, as what
 * was proven was the version before.
 */
export const ruleDecider: Decider<RuleState, RuleCommand, RuleEvent> = {
  initial: { mode: 'off', parameters: {}, definition: undefined, archived: false },
  read: (stored) => read(stored),
  evolve: (state, event) => {
    switch (event.type) {
      case 'engagement.RuleConfigured':
        return { ...state, mode: event.data.mode, parameters: event.data.parameters };
      case 'engagement.RuleDefined':
        return { ...state, mode: 'off', parameters: {}, definition: event.data.definition };
      case 'engagement.RuleArchived':
        return { ...state, mode: 'off', archived: true };
    }
  },
  decide: (state, command) => {
    if (command.type === 'Archive') return state.archived ? [] : [RuleArchived.of({ rule: command.rule })];
    if (state.archived)
      throw new Refused('rule.archived', `The rule ${command.rule} is archived: give a new one another id`);
    return command.type === 'Configure' ? configure(state, command) : define(state, command);
  },
};

const read = (stored: StoredEvent): RuleEvent => {
  const definition = [RuleConfigured, RuleDefined, RuleArchived].find(({ type }) => type === stored.type);
  if (!definition) throw new BadEvent('event.type', `${stored.type} is no decision about a rule`);
  return definition.read(stored);
};

const configure = (state: RuleState, { rule, mode = state.mode, parameters = {} }: Configure): readonly RuleEvent[] => {
  const merged = { ...state.parameters, ...parameters };
  const same = Object.entries(merged).every(([name, value]) => (state.parameters[name] ?? null) === value);
  return mode === state.mode && same ? [] : [RuleConfigured.of({ rule, mode, parameters: merged })];
};

const define = ({ definition }: RuleState, { type, rule, draft }: Define): readonly RuleEvent[] => {
  const version = definition?.version ?? 0;
  if (definition && canonicalJson(definition) === canonicalJson({ ...draft, version })) return [];
  if (type === 'Define' && definition)
    throw new Refused('rule.exists', `There is a rule ${rule} already: change it, or take another id`);
  return [RuleDefined.of({ rule, definition: { ...draft, version: version + 1 }, criteriaVersion: CRITERIA_VERSION })];
};
