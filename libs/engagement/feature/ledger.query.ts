import { type LedgerAnswer, type LedgerLine, type LedgerQuery, type Reason, RuleFired } from '@laurel/contracts';
import { type Enrolment } from '@laurel/criteria-domain';
import { firingIdOf, look, type Rule } from '@laurel/engagement-domain';
import { type EventSearch, findAll, type FoundEvent, type Search } from '@laurel/kernel';
import { type EngagementPorts } from './engagement.deps.ts';
import { firingViewOf, outcomesOf } from './outcomes.ts';

/**
 * A line for every enrolment in the course or run: what the rule did about it, or why it did nothing. A firing keeps its
 * line even when its enrolment was taken back since.
 */
export const readLedger = async (
  { criteria, search, clock }: EngagementPorts,
  rule: Rule,
  { course, run, after = '', limit }: LedgerQuery,
): Promise<LedgerAnswer> => {
  const at = clock.now();
  const where = { course, ...(run === undefined ? {} : { run }) };
  const learners = await criteria.learners(where, at, { after, limit });
  const about = { rule: rule.id, ...where };
  const last = learners.length === limit ? (learners.at(-1) ?? null) : null;
  const between = { after, through: last };
  const fired = await liveFirings(search, { about, between });
  const outcomes = await outcomesOf(search, { about, between });
  const of = { learners: learners.map((learner) => ({ course, learner })), ...(run === undefined ? {} : { run }) };
  const enrolments = learners.length === 0 ? [] : await criteria.enrolments(rule.criterion, of, at);

  const seen = new Set(fired.map((event) => RuleFired.read(event).data.firing));
  const lines = [
    ...fired.map((event) => lineOfFiring(event, outcomes)),
    ...enrolments.filter((one) => !seen.has(firingIdOf(rule, one))).map((one) => lineOfLook(rule, one, at)),
  ];
  return {
    ...{ rule: rule.id, at: at.toISOString() },
    lines: lines.sort((a, b) => (a.learner < b.learner ? -1 : a.learner > b.learner ? 1 : 0)),
    next: last,
  };
};

const liveFirings = async (
  search: EventSearch,
  of: Pick<Search, 'about' | 'between'>,
): Promise<readonly FoundEvent[]> => {
  const fired: FoundEvent[] = [];
  for await (const event of findAll(search, { types: [RuleFired.type], ...of })) {
    if (RuleFired.read(event).data.mode === 'live') fired.push(event);
  }
  return fired;
};

const lineOfFiring = (event: FoundEvent, outcomes: Awaited<ReturnType<typeof outcomesOf>>): LedgerLine => {
  const { firing } = RuleFired.read(event).data;
  const decided = outcomes.get(firing);
  const { learner, course, run, registration, because, outcome, why, message } = firingViewOf(event, decided);
  return {
    ...{ learner, course, run, registration, outcome, firing, message },
    ...wordsOf(because, why),
    at: (decided?.at ?? event.recordedAt).toISOString(),
  };
};

const lineOfLook = (rule: Rule, enrolment: Enrolment, at: Date): LedgerLine => {
  const { learner, course, run, registration } = enrolment;
  const seen = look(rule, enrolment, at);
  return {
    ...{ learner, course, run, registration },
    outcome: seen.fires ? 'matched' : 'not-matched',
    ...wordsOf(seen.fires ? seen.firing.data.because : seen.because, null),
    ...{ firing: null, message: null, at: null },
  };
};

const wordsOf = (because: readonly Reason[], why: string | null): Pick<LedgerLine, 'why' | 'facts'> => ({
  why: [...(why === null ? [] : [why]), ...because.map(({ text }) => text)],
  facts: because.flatMap(({ facts }) => facts),
});
