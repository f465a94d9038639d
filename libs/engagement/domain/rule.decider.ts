import { RuleConfigured } from '@laurel/contracts';
import { type Decider, type EventOf } from '@laurel/kernel';
import { type ParameterValues } from './rule.ts';

export type RuleEvent = EventOf<typeof RuleConfigured>;
export type RuleMode = RuleEvent['data']['mode'];

/** What an installation has set about a shipped rule. */
export interface RuleSettings {
  readonly mode: RuleMode;
  readonly parameters: ParameterValues;
}

export interface Configure {
  readonly type: 'Configure';
  readonly rule: string;
  readonly mode?: RuleMode | undefined;
  /** Only the named ones change; null gives one its default back. */
  readonly parameters?: ParameterValues | undefined;
}

/** Off until somebody switches it on: nobody is written to because Laurel was installed. */
export const ruleDecider: Decider<RuleSettings, Configure, RuleEvent> = {
  initial: { mode: 'off', parameters: {} },
  read: (stored) => RuleConfigured.read(stored),
  evolve: (_, { data: { mode, parameters } }) => ({ mode, parameters }),
  decide: (state, { rule, mode = state.mode, parameters = {} }) => {
    const merged = { ...state.parameters, ...parameters };
    const same = Object.entries(merged).every(([name, value]) => (state.parameters[name] ?? null) === value);
    return mode === state.mode && same ? [] : [RuleConfigured.of({ rule, mode, parameters: merged })];
  },
};
