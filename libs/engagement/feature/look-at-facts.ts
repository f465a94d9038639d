import { type Changed, type DueLooks, type FactsWritten, RuleConfigured } from '@laurel/contracts';
import { type Enrolment } from '@laurel/criteria-domain';
import { type Firing, look, type Rule } from '@laurel/engagement-domain';
import { newId } from '@laurel/platform';
import { type EngagementPorts } from './engagement.deps.ts';
import { recordFiring, streamOfFiring } from './firing.handler.ts';
import { readRules } from './rule-book.ts';

export interface OnRule {
  readonly rule: Rule;
  readonly mode: Firing;
}

/** So many learners are looked at together. */
const AT_ONCE = 500;

/** The enrolments of these learners in the courses that are meant, or in all of theirs. */
const enrolmentsOf = async (
  { enrolmentsOfFew, enrolledIn }: EngagementPorts,
  rules: readonly OnRule[],
  changed: readonly Changed[],
  at: Date,
): Promise<readonly Enrolment[]> => {
  const everywhere = changed.filter(({ course }) => course === '').map(({ learner }) => learner);
  const courses = everywhere.length === 0 ? [] : await enrolledIn(everywhere, at);
  const learners = [...changed.filter(({ course }) => course !== ''), ...courses];
  if (learners.length === 0) return [];
  return enrolmentsOfFew({ is: 'and', all: rules.map(({ rule }) => rule.criterion) }, { learners }, at);
};

const isIn = ({ where }: Rule, { course, run }: Enrolment): boolean =>
  (where.course ?? course) === course && (where.run ?? run) === run;

/** The rules that are on and look at new facts. */
export const rulesOnFacts = async (ports: EngagementPorts): Promise<readonly OnRule[]> => {
  const rules = await readRules(ports);
  return rules.flatMap(({ rule, mode }) => (mode !== 'off' && rule.looks.includes('fact') ? [{ rule, mode }] : []));
};

/** What the projection tells of new facts, kept until rules have looked; nothing, while no rule looks at facts. */
export const keepDueLooks = (ports: EngagementPorts, due: DueLooks): FactsWritten => ({
  wanted: async () => {
    // Most installations have never switched a rule on, and one question is answered by an index.
    const types = [RuleConfigured.type];
    const on = ['live', 'shadow'].map((mode) => ports.search.find({ types, about: { mode }, limit: 1 }));
    if ((await Promise.all(on)).flat().length === 0) return false;
    return (await rulesOnFacts(ports)).length > 0;
  },
  tell: (changed) => due.add(changed),
});

/** Looks at everybody about whom something new was told. What ends it leaves the looks due; a firing is kept once. */
export const lookAtFacts = async (ports: EngagementPorts, due: DueLooks): Promise<number> => {
  let fired = 0;
  let taken = 0;
  do {
    taken = await due.take(AT_ONCE, async (changed) => {
      fired += await decideFor(ports, await rulesOnFacts(ports), changed);
    });
  } while (taken === AT_ONCE);
  return fired;
};

/** Decides all of these rules about these learners, from one reading of their facts. Answers how many fired. */
export const decideFor = async (
  ports: EngagementPorts,
  rules: readonly OnRule[],
  changed: readonly Changed[],
): Promise<number> => {
  if (rules.length === 0) return 0;
  const at = ports.clock.now();
  const enrolments = await enrolmentsOf(ports, rules, changed, at);
  const seen = enrolments.flatMap((enrolment) =>
    rules.filter(({ rule }) => isIn(rule, enrolment)).map(({ rule, mode }) => look(rule, enrolment, at, mode)),
  );
  const firings = seen.flatMap((one) => (one.fires ? [one.firing] : []));
  const fired = await ports.search.existing(firings.map(({ data }) => streamOfFiring(data.firing)));
  const cause = { causation: `fact-${newId()}`, correlation: newId() };
  let count = 0;
  for (const firing of firings) {
    if (fired.has(streamOfFiring(firing.data.firing))) continue;
    if (await recordFiring(ports.store, firing, cause)) count += 1;
  }
  return count;
};
