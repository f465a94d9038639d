import { RuleArchived, RuleConfigured, type RuleHistory } from '@laurel/contracts';
import { ruleDecider, type RuleEvent } from '@laurel/engagement-domain';
import { type EngagementPorts } from './engagement.deps.ts';
import { streamOf } from './rule-book.ts';

type Decision = RuleHistory['decisions'][number];

/** Who decided what about a rule, newest first. */
export const readRuleHistory = async ({ store }: EngagementPorts, rule: string): Promise<RuleHistory> => {
  const events = await store.read(streamOf(rule));
  const decisions = events.map((event) => ({
    at: event.recordedAt.toISOString(),
    by: event.cause.actor ?? null,
    ...decided(ruleDecider.read(event)),
  }));
  return { decisions: decisions.reverse() };
};

const decided = (event: RuleEvent): Omit<Decision, 'at' | 'by'> => {
  const nothing = { version: null, mode: null, parameters: null, definition: null };
  switch (event.type) {
    case RuleConfigured.type:
      return { ...nothing, what: 'configured', mode: event.data.mode, parameters: event.data.parameters };
    case RuleArchived.type:
      return { ...nothing, what: 'archived', mode: 'off' };
    case 'engagement.RuleDefined': {
      const { definition } = event.data;
      return { ...nothing, what: 'defined', version: definition.version, mode: 'off', definition };
    }
  }
};
