import { type RuleTestAnswer } from '@laurel/contracts';
import { firingIdOf, look, type Rule } from '@laurel/engagement-domain';
import { type EngagementPorts } from './engagement.deps.ts';
import { streamOfFiring } from './firing.handler.ts';
import { enrolmentsOf } from './looking.ts';

/** Who matches at a time, and why: the same looks as the sweep, and nothing is kept. */
export const testRule = async (
  { criteria, search }: EngagementPorts,
  rule: Rule,
  at: Date,
  limit: number,
): Promise<RuleTestAnswer> => {
  const matches = await criteria.matching(rule.criterion, rule.where, at);
  const shown = matches.slice(0, limit);
  const fired = await search.existing(shown.map((match) => streamOfFiring(firingIdOf(rule, match))));
  const learners: RuleTestAnswer['learners'] = [];
  for await (const enrolments of enrolmentsOf(criteria, rule, shown, at)) {
    for (const enrolment of enrolments) {
      const seen = look(rule, enrolment, at);
      if (!seen.fires) continue; // a fact came in between the two readings
      const { learner, course, run, registration, firing, because } = seen.firing.data;
      learners.push({ learner, course, run, registration, because, firedBefore: fired.has(streamOfFiring(firing)) });
    }
  }
  return { rule: rule.id, at: at.toISOString(), matches: matches.length, learners };
};
