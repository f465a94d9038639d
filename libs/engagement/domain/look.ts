import { type Reason, RuleFired, type RuleMode } from '@laurel/contracts';
import { type Enrolment, type EnrolmentKey, evaluate } from '@laurel/criteria-domain';
import { type EventOf } from '@laurel/kernel';
import { type Rule } from './rule.ts';

/** What a rule says about one enrolment at one time: it fires, or why it does not. */
export type Look =
  | { readonly fires: true; readonly firing: EventOf<typeof RuleFired> }
  | { readonly fires: false; readonly because: readonly Reason[] };

/** In which modes a rule fires. */
export type Firing = Exclude<RuleMode, 'off'>;

/** The same look serves the sweep, the look at a new fact, the dry run and the ledger. */
export const look = (rule: Rule, enrolment: Enrolment, at: Date, mode: Firing = 'live'): Look => {
  const finding = evaluate(rule.criterion, enrolment, at);
  if (!finding.holds) return { fires: false, because: finding.because };
  const { learner, course, run, registration, courseTitle } = enrolment;
  return {
    fires: true,
    firing: RuleFired.of({
      ...{ learner, course, run, registration },
      firing: firingIdOf(rule, enrolment, mode),
      rule: rule.id,
      ruleVersion: rule.version,
      mode,
      because: [...finding.because],
      action: rule.action,
      ...(courseTitle === undefined ? {} : { courseTitle }),
    }),
  };
};

/**
 * One firing per rule and enrolment, however often we look and however its facts are told again: the id is made of what
 * the enrolment is, not of the times of its facts, which a late fact may move. In shadow each version has firings of its
 * own, and none of them stands in the way of a live one.
 */
export const firingIdOf = (
  { id, version }: Pick<Rule, 'id' | 'version'>,
  of: EnrolmentKey & { readonly ordinal: number },
  mode: Firing = 'live',
): string => {
  const enrolment = [of.learner, of.course, of.run, of.registration, String(of.ordinal)];
  const rule = mode === 'live' ? [id] : ['shadow', id, String(version)];
  return [...rule, ...enrolment].map(encodeURIComponent).join('/');
};
