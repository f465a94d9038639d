import { type AssessmentRequirement } from '@laurel/contracts';
import {
  enrolmentsKnownAt,
  type Fact,
  type FactOverTime,
  fieldIn,
  inOrder,
  type Learner,
} from '@laurel/criteria-domain';

/** What stands of one attempt. */
export interface Result {
  readonly fact: Fact;
  /** Share of the range of the score. */
  readonly share: number | undefined;
  readonly passed: boolean | undefined;
}

/** Whoever enrols again after a completion begins anew, whether or not somebody said that the course repeats. */
const ALL_REPEAT: FactOverTime = {
  ...{ source: '', id: '', type: 'learning.CourseDescribed', run: '', registration: '', occurredAt: new Date(0) },
  ...{ data: { repeats: true }, knownFrom: 0, takenBack: [] },
};

/**
 * The learner's facts about a course, those of one enrolment together: each has a first attempt of its own. What belongs to
 * none is together by its run and registration.
 */
const enrolmentsIn = ({ learner, facts }: Learner, course: string): readonly (readonly Fact[])[] => {
  const told = facts.filter(({ data }) => data['course'] === course).map(overTime);
  const history = { learner, course, facts: told, courseDescriptions: [ALL_REPEAT], personDescriptions: [] };
  const own = enrolmentsKnownAt(history, 0).map((one) => one.facts);
  const placed = new Set(own.flat().map(identityOf));
  const groups = new Map<string, Fact[]>();
  for (const fact of told) {
    if (placed.has(identityOf(fact))) continue;
    const key = JSON.stringify([fact.run, fact.registration]);
    groups.set(key, [...(groups.get(key) ?? []), fact]);
  }
  return [...own, ...groups.values()].map((group) => [...group].sort(inOrder));
};

/** What is known now counts, whenever it was told. */
const overTime = (fact: Fact): FactOverTime => {
  const { run, registration } = fact.data;
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return { ...fact, run: text(run), registration: text(registration), knownFrom: 0, takenBack: [] };
};

const identityOf = ({ source, id }: Fact): string => JSON.stringify([source, id]);

/** By enrolment: the first completion, where the latest result is no fail; else that fail. */
export const standingCompletions = (
  learner: Learner,
  course: string,
): { readonly passed: readonly Fact[]; readonly failed: readonly Fact[] } => {
  const passed: Fact[] = [];
  const failed: Fact[] = [];
  for (const group of enrolmentsIn(learner, course)) {
    const completions = group.filter(({ type }) => type === 'learning.CourseCompleted');
    const [last, first] = [completions.at(-1), completions.find(isPass)];
    if (last && !isPass(last)) failed.push(last);
    else if (first) passed.push(first);
  }
  return { passed, failed };
};

const isPass = ({ data }: Fact): boolean => data['result'] !== 'fail';

/** The latest fact about each attempt, in order of time; a missing attempt is the first. */
export const assessmentResults = (
  learner: Learner,
  { course, assessment }: Pick<AssessmentRequirement, 'course' | 'assessment'>,
): readonly Result[] =>
  enrolmentsIn(learner, course)
    .flatMap((group) => {
      const latest = new Map<number, Fact>();
      for (const fact of group) {
        if (fact.type !== 'learning.AssessmentSubmitted' || fact.data['assessment'] !== assessment) continue;
        latest.set(Number(fact.data['attempt'] ?? 1), fact);
      }
      return [...latest.values()];
    })
    .sort(inOrder)
    .map((fact) => ({ fact, share: shareOf(fact), passed: passedIn(fact) }));

const passedIn = ({ data }: Fact): boolean | undefined =>
  typeof data['passed'] === 'boolean' ? data['passed'] : undefined;

/** As told, or the raw score over its range; a range without a least begins at 0. */
const shareOf = ({ data }: Fact): number | undefined => {
  const [scaled, raw, max] = [fieldIn(data, 'score.scaled'), fieldIn(data, 'score.raw'), fieldIn(data, 'score.max')];
  const least = fieldIn(data, 'score.min') ?? 0;
  if (typeof scaled === 'number') return scaled;
  if (typeof raw !== 'number' || typeof least !== 'number' || typeof max !== 'number' || max <= least) return undefined;
  return (raw - least) / (max - least);
};
