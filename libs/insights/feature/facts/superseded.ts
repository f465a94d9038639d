import { type FactIdentity } from '@laurel/contracts';

/** A counted fact that says something about attempts at assessments, or about the rounds they belong to. */
export interface AttemptFact extends FactIdentity {
  readonly hash: string;
  readonly type: string;
  readonly course: string;
  readonly run: string;
  readonly registration: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly assessment: string;
  /** 0 where none was told: then it is the first. */
  readonly attempt: number;
}

/**
 * By the hash of each fact about an attempt that a later one corrects: that later one (latest time, then greatest source and
 * id). Where a course repeats, an Enrolled after a completion begins a new round, whose attempts are others.
 */
export const supersededAttempts = (
  facts: readonly AttemptFact[],
  repeats: ReadonlySet<string>,
): ReadonlyMap<string, FactIdentity> => {
  const attempts = new Map<string, AttemptFact[]>();
  for (const fact of facts) {
    if (fact.type !== 'learning.AssessmentSubmitted') continue;
    const round = repeats.has(fact.course) ? roundOf(fact, facts) : 1;
    const of = [fact.course, fact.run, fact.registration, round, fact.assessment, Math.max(fact.attempt, 1)];
    const key = JSON.stringify(of);
    attempts.set(key, [...(attempts.get(key) ?? []), fact]);
  }
  const superseded = new Map<string, FactIdentity>();
  for (const told of attempts.values()) {
    const latest = told.reduce((last, one) => (isLater(one, last) ? one : last));
    for (const { hash } of told) {
      if (hash !== latest.hash) superseded.set(hash, { source: latest.source, id: latest.id });
    }
  }
  return superseded;
};

const isLater = (one: AttemptFact, other: AttemptFact): boolean => {
  if (one.at !== other.at) return one.at > other.at;
  return one.source === other.source ? one.id > other.id : one.source > other.source;
};

const roundOf = (fact: AttemptFact, facts: readonly AttemptFact[]): number => {
  const of = (type: string): number[] =>
    facts.filter((one) => one.course === fact.course && one.type === type && one.at <= fact.at).map(({ at }) => at);
  const completions = of('learning.CourseCompleted');
  const enrolled = of('learning.Enrolled').sort((a, b) => a - b);
  const opening = enrolled.filter((at, index) => {
    const before = enrolled[index - 1];
    return before !== undefined && completions.some((done) => done > before && done < at);
  });
  return 1 + opening.length;
};
