import { type EngagementGate, type GateAnswer, type Reason, RuleFired } from '@laurel/contracts';
import { firingIdOf, look } from '@laurel/engagement-domain';
import { type EventOf } from '@laurel/kernel';
import { type EngagementPorts } from './engagement.deps.ts';
import { streamOfFiring } from './firing.handler.ts';
import { readRule } from './rule-book.ts';

/** A firing this young is not looked at again: what it was decided by is as new as an answer would be. */
const FRESH_MS = 5 * 60_000;

/** Does the reason for which a rule wrote still hold? What came from no rule goes. */
export const ruleGate =
  (ports: EngagementPorts): EngagementGate =>
  async ({ firing }) => {
    const [first] = await ports.store.read(streamOfFiring(firing));
    if (first?.type !== RuleFired.type) return { is: 'go' };
    const isFresh = ports.clock.now().getTime() - first.recordedAt.getTime() < FRESH_MS;
    return isFresh ? { is: 'go' } : lookAgain(ports, RuleFired.read(first).data);
  };

const lookAgain = async (ports: EngagementPorts, fired: EventOf<typeof RuleFired>['data']): Promise<GateAnswer> => {
  const set = await readRule(ports, fired.rule);
  if (!set || set.archived || set.mode !== 'live') return pointless('the rule was switched off');
  const at = ports.clock.now();
  const { learner, course } = fired;
  const loaded = await ports.criteria.enrolments(set.rule.criterion, { learners: [{ learner, course }] }, at);
  const enrolment = loaded.find((one) => firingIdOf(set.rule, one) === fired.firing);
  if (!enrolment) return pointless('the enrolment was taken back');
  const seen = look(set.rule, enrolment, at);
  return seen.fires ? { is: 'go' } : pointless(`no longer true: ${inWords(seen.because)}`);
};

const pointless = (why: string): GateAnswer => ({ is: 'pointless', why });
const inWords = (because: readonly Reason[]): string => because.map(({ text }) => text).join('; ');
