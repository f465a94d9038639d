import { type Enrolment } from '@laurel/criteria-domain';
import { type CriteriaReader, type Match } from '@laurel/criteria-read-model';
import { firingIdOf, type Rule } from '@laurel/engagement-domain';

const LEARNERS_AT_ONCE = 500;

/** The enrolments behind matches, each with the facts that the rule looks at, in batches of flat size. */
export async function* enrolmentsOf(
  criteria: CriteriaReader,
  rule: Rule,
  matches: readonly Match[],
  at: Date,
): AsyncGenerator<readonly Enrolment[]> {
  for (let from = 0; from < matches.length; from += LEARNERS_AT_ONCE) {
    const batch = matches.slice(from, from + LEARNERS_AT_ONCE);
    const wanted = new Set(batch.map((match) => firingIdOf(rule, match)));
    const loaded = await criteria.enrolments(rule.criterion, { learners: batch }, at);
    yield loaded.filter((enrolment) => wanted.has(firingIdOf(rule, enrolment)));
  }
}
