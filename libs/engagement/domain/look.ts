import { type Reason, RuleFired } from '@laurel/contracts';
import { type Enrolment, type EnrolmentKey, evaluate } from '@laurel/criteria-domain';
import { type EventOf } from '@laurel/kernel';
import { type Rule } from './rule.ts';

/** What a rule says about one enrolment at one time: it fires, or why it does not. */
export type Look =
  | { readonly fires: true; readonly firing: EventOf<typeof RuleFired> }
  | { readonly fires: false; readonly because: readonly Reason[] };

/** The same look serves the sweep, the dry run and the ledger. */
export const look = (rule: Rule, enrolment: Enrolment, at: Date): Look => {
  const finding = evaluate(rule.criterion, enrolment, at);
  if (!finding.holds) return { fires: false, because: finding.because };
  const { learner, course, run, registration, courseTitle } = enrolment;
  return {
    fires: true,
    firing: RuleFired.of({
      ...{ learner, course, run, registration },
      firing: firingIdOf(rule.id, enrolment),
      rule: rule.id,
      ruleVersion: rule.version,
      because: [...finding.because],
      action: rule.action,
      ...(courseTitle === undefined ? {} : { courseTitle }),
    }),
  };
};

/**
 * One firing per rule and enrolment, however often we look and however its facts are told again: the id is made of what
 * the enrolment is, not of the times of its facts, which a late fact may move.
 */
export const firingIdOf = (rule: string, of: EnrolmentKey & { readonly ordinal: number }): string =>
  [rule, of.learner, of.course, of.run, of.registration, String(of.ordinal)].map(encodeURIComponent).join('/');
