import { type DueLooks } from '@laurel/contracts';
import { type Firing, firingIdOf, look } from '@laurel/engagement-domain';
import { type Logger, newId, startEvery } from '@laurel/platform';
import { type EngagementPorts } from './engagement.deps.ts';
import { recordFiring, streamOfFiring } from './firing.handler.ts';
import { lookAtFacts } from './look-at-facts.ts';
import { enrolmentsOf } from './looking.ts';
import { readRules, type SetRule } from './rule-book.ts';

export interface EngagementDeps extends EngagementPorts {
  readonly dueLooks: DueLooks;
  readonly log: Logger;
  readonly sweepSeconds: number;
}

const LOOK_MS = 200;

/**
 * Looks at new facts and at the passing of time, again and again. Several processes may: a firing is kept once whoever
 * finds it.
 */
export const startEngagement = (deps: EngagementDeps): Promise<{ stop(): Promise<void> }> => {
  const { log, sweepSeconds } = deps;
  const loops = [
    startEvery({ name: 'sweep', everyMs: sweepSeconds * 1_000, log }, () => sweep(deps)),
    startEvery({ name: 'look at facts', everyMs: LOOK_MS, log }, async () => {
      const fired = await lookAtFacts(deps, deps.dueLooks);
      if (fired > 0) log.info({ fired }, 'rules fired on new facts');
    }),
  ];
  return Promise.resolve({ stop: async () => void (await Promise.all(loops.map((one) => one.stop()))) });
};

/** One look at everybody of every rule that is on and looks as time passes. */
export const sweep = async (deps: EngagementDeps): Promise<void> => {
  for (const one of await readRules(deps)) {
    if (one.mode === 'off' || !one.rule.looks.includes('time')) continue;
    const fired = await fire(deps, one, one.mode);
    if (fired > 0) deps.log.info({ rule: one.rule.id, mode: one.mode, fired }, 'rule fired');
  }
};

/** The query finds who matches; each match is then explained from its own facts, and only what still holds fires. */
const fire = async (
  { store, search, criteria, clock }: EngagementDeps,
  { rule }: SetRule,
  mode: Firing,
): Promise<number> => {
  const at = clock.now();
  const matches = await criteria.matching(rule.criterion, rule.where, at);
  const streams = matches.map((match) => streamOfFiring(firingIdOf(rule, match, mode)));
  const fired = await search.existing(streams);
  const fresh = matches.filter((_, n) => !fired.has(streams[n] ?? ''));
  const cause = { causation: `sweep-${newId()}`, correlation: newId() };
  let count = 0;
  for await (const enrolments of enrolmentsOf(criteria, rule, fresh, at)) {
    for (const enrolment of enrolments) {
      const seen = look(rule, enrolment, at, mode);
      if (seen.fires && (await recordFiring(store, seen.firing, cause))) count += 1;
    }
  }
  return count;
};
