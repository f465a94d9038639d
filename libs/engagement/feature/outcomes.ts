import {
  communicationsEvents,
  type FiringView,
  type LedgerOutcome,
  messageOutcomes,
  RuleFired,
} from '@laurel/contracts';
import { type EventSearch, findAll, type FoundEvent, type Search } from '@laurel/kernel';
import { z } from 'zod';

/** What became of a firing, by the newest event of its message. */
export interface Outcome {
  readonly outcome: LedgerOutcome;
  readonly why: string | null;
  readonly message: string | null;
  readonly at: Date;
}

const outcomeOf: ReadonlyMap<string, LedgerOutcome> = new Map(Object.entries(messageOutcomes));
const TYPES = communicationsEvents.map(({ type }) => type);

const ofMessage = z.looseObject({ firing: z.string(), message: z.string(), why: z.string().optional() });

/** By firing. */
export const outcomesOf = async (
  search: EventSearch,
  of: Pick<Search, 'about' | 'learners' | 'between'>,
): Promise<ReadonlyMap<string, Outcome>> => {
  const outcomes = new Map<string, Outcome>();
  for await (const event of findAll(search, { types: TYPES, ...of })) {
    const { firing, message, why = null } = ofMessage.parse(event.data);
    if (outcomes.has(firing)) continue; // newest first
    outcomes.set(firing, { outcome: outcomeOf.get(event.type) ?? 'fired', why, message, at: event.recordedAt });
  }
  return outcomes;
};

export const firingViewOf = (event: FoundEvent, outcome: Outcome | undefined): FiringView => {
  const { firing, rule, ruleVersion, mode, learner, course, run, registration, because } = RuleFired.read(event).data;
  return {
    ...{ id: firing, rule, ruleVersion, mode, learner, course, run, registration, because },
    firedAt: event.recordedAt.toISOString(),
    outcome: outcome?.outcome ?? (mode === 'shadow' ? 'shadow' : 'fired'),
    why: outcome?.why ?? null,
    message: outcome?.message ?? null,
  };
};
