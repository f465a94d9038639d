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
  for (const [course, ofCourse] of byCourse(matches)) {
    for (let from = 0; from < ofCourse.length; from += LEARNERS_AT_ONCE) {
      const batch = ofCourse.slice(from, from + LEARNERS_AT_ONCE);
      const wanted = new Set(batch.map((match) => firingIdOf(rule.id, match)));
      const learners = [...new Set(batch.map(({ learner }) => learner))];
      const loaded = await criteria.enrolments(rule.criterion, { courses: [course], learners }, at);
      yield loaded.filter((enrolment) => wanted.has(firingIdOf(rule.id, enrolment)));
    }
  }
}

const byCourse = (matches: readonly Match[]): ReadonlyMap<string, readonly Match[]> => {
  const courses = new Map<string, Match[]>();
  for (const match of matches) {
    const list = courses.get(match.course);
    if (list) list.push(match);
    else courses.set(match.course, [match]);
  }
  return courses;
};
