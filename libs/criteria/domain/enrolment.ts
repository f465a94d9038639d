import { type Reason } from '@laurel/contracts';

/** A counted fact as the read model keeps it; '' where the source told no course, run or registration. */
export interface Fact {
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly learner: string;
  readonly course: string;
  readonly run: string;
  readonly registration: string;
  readonly occurredAt: Date;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface EnrolmentKey {
  readonly learner: string;
  readonly course: string;
  readonly run: string;
  readonly registration: string;
}

export type State = 'current' | 'withdrawn' | 'completed';

/** The latest enrolment of a learner in a course, run and registration, with what the criteria ask about. */
export interface Enrolment extends EnrolmentKey {
  /** Counts from 1; more than 1 where the course repeats. */
  readonly ordinal: number;
  readonly state: State;
  /** The fact that made the state what it is. */
  readonly stateBy: Fact;
  /** The fact that began the present stay. */
  readonly enrolled: Fact;
  /** The fact that opened this enrolment; what was said about the person then. */
  readonly opened: Fact;
  readonly runStartsAt: Date | undefined;
  readonly courseTitle: string | undefined;
  /** Facts of this enrolment, oldest first. */
  readonly facts: readonly Fact[];
  /** All of the learner's facts about the course, oldest first. */
  readonly courseFacts: readonly Fact[];
  /** Descriptions of the person, oldest first. */
  readonly descriptions: readonly Fact[];
}

/** Equal times: by identity, so that every reader sees the same order. Bytes decide, as in ClickHouse, not a locale. */
export const inOrder = (a: Fact, b: Fact): number =>
  a.occurredAt.getTime() - b.occurredAt.getTime() || compareText(a.source, b.source) || compareText(a.id, b.id);

const compareText = (a: string, b: string): number => {
  const [left, right] = [[...a], [...b]];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference; // code points order as their UTF-8 bytes do
  }
  return left.length - right.length;
};

/** When it happened, for comparing an Enrolled with a Withdrawn: one whose time is not known is the earliest. */
const standing = (fact: Fact): number =>
  fact.type === 'learning.Enrolled' && fact.data['timeKnown'] === false ? 0 : fact.occurredAt.getTime();

/**
 * The latest enrolment of each key that the facts speak of, as of `at`. Facts that happened later are not used; the
 * caller gives only counted facts (one version of each identity, nothing voided).
 */
export const enrolmentsOf = (told: readonly Fact[], at: Date): readonly Enrolment[] => {
  const facts = told.filter((fact) => fact.occurredAt <= at).sort(inOrder);
  const described = facts.filter(({ type }) => type === 'learning.CourseDescribed');
  return [...byLearner(facts).values()].flatMap((ofLearner) => {
    const enrolled = ofLearner.filter(({ type }) => type === 'learning.Enrolled');
    const keys = new Map(enrolled.map((fact) => [keyOf(fact), fact]));
    return [...keys.values()].map((key) => enrolmentOf(key, ofLearner, described));
  });
};

const byLearner = (facts: readonly Fact[]): ReadonlyMap<string, readonly Fact[]> => {
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) {
    const group = groups.get(fact.learner);
    if (group) group.push(fact);
    else groups.set(fact.learner, [fact]);
  }
  return groups;
};

const keyOf = ({ learner, course, run, registration }: EnrolmentKey): string =>
  JSON.stringify([learner, course, run, registration]);

const enrolmentOf = (key: Fact, ofLearner: readonly Fact[], descriptions: readonly Fact[]): Enrolment => {
  const { learner, course, run, registration } = key;
  const described = descriptions.filter((fact) => fact.course === course);
  const courseFacts = ofLearner.filter((fact) => fact.course === course && fact.type !== 'learning.CourseDescribed');
  const own = courseFacts.filter((fact) => fact.run === run && belongs(fact, registration));
  const { opened, ordinal } = latestOpening(own, latestField(described, 'repeats') === true, key);
  // Facts before the first opening are of the first enrolment; later ones belong to the latest opened by then.
  const occasion = ordinal === 1 ? own : own.filter((fact) => fact.occurredAt >= opened.occurredAt);
  const startsAt = latestField(
    described.filter((fact) => fact.run === run && run !== ''),
    'startsAt',
  );
  const title = latestField(described, 'title');
  return {
    ...{ learner, course, run, registration, ordinal, opened },
    ...standingOf(occasion, opened),
    runStartsAt: typeof startsAt === 'string' ? new Date(startsAt) : undefined,
    courseTitle: typeof title === 'string' ? title : undefined,
    facts: occasion,
    courseFacts,
    descriptions: ofLearner.filter((fact) => fact.type === 'learning.PersonDescribed'),
  };
};

/** A fact that tells no registration speaks of every registration in the run; an Enrolled names its own. */
const belongs = (fact: Fact, registration: string): boolean =>
  fact.registration === registration || (fact.registration === '' && fact.type !== 'learning.Enrolled');

/** Where the course repeats, an Enrolled later than a CourseCompleted opens the next. */
const latestOpening = (own: readonly Fact[], repeats: boolean, key: Fact): { opened: Fact; ordinal: number } => {
  const enrolled = own.filter(({ type }) => type === 'learning.Enrolled');
  const completions = repeats ? own.filter(({ type }) => type === 'learning.CourseCompleted') : [];
  const openings = completions.flatMap((done) => enrolled.find((one) => one.occurredAt > done.occurredAt) ?? []);
  return { opened: openings.at(-1) ?? enrolled[0] ?? key, ordinal: 1 + new Set(openings.map(timeOf)).size };
};

const timeOf = (fact: Fact): number => fact.occurredAt.getTime();

/** Completed if a completion is told, else the latest of Enrolled and Withdrawn; equal times: withdrawn. */
const standingOf = (occasion: readonly Fact[], opened: Fact): Pick<Enrolment, 'state' | 'stateBy' | 'enrolled'> => {
  const completed = occasion.findLast(({ type }) => type === 'learning.CourseCompleted');
  const withdrawn = occasion.findLast(({ type }) => type === 'learning.Withdrawn');
  const enrolments = occasion.filter(({ type }) => type === 'learning.Enrolled');
  const returned = withdrawn && enrolments.find((one) => standing(one) > standing(withdrawn));
  const enrolled = returned ?? opened;
  if (completed) return { state: 'completed', stateBy: completed, enrolled };
  if (withdrawn && !returned) return { state: 'withdrawn', stateBy: withdrawn, enrolled };
  return { state: 'current', stateBy: enrolled, enrolled };
};

/** What the latest fact that says it says. */
export const latestField = (facts: readonly Fact[], field: string): unknown =>
  facts.findLast(({ data }) => data[field] !== undefined)?.data[field];

/** The later of the enrolment and the start of the run. */
export const begunAt = ({ enrolled, runStartsAt }: Enrolment): Date =>
  runStartsAt && runStartsAt > enrolled.occurredAt ? runStartsAt : enrolled.occurredAt;

export const because = (text: string, ...facts: readonly Fact[]): Reason => ({
  text,
  facts: facts.map(({ source, id }) => ({ source, id })),
});
