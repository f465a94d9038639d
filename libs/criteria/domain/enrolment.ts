import { type Reason } from '@laurel/contracts';
import { type Learner } from './learner.ts';
import { compareText } from './order.ts';

/** A fact that counts, as far as criteria look at it. */
export interface Fact {
  readonly source: string;
  readonly id: string;
  readonly type: string;
  /** Told by descriptions of a run. */
  readonly run?: string;
  readonly occurredAt: Date;
  readonly data: Readonly<Record<string, unknown>>;
}

/** '' where the source told no run or registration. */
export interface EnrolmentKey {
  readonly learner: string;
  readonly course: string;
  readonly run: string;
  readonly registration: string;
}

export type State = 'current' | 'withdrawn' | 'completed';

/** One enrolment, with the facts that criteria ask about: the counted ones that happened by then. */
export interface EnrolmentFacts extends EnrolmentKey {
  /** Counts from 1; more than 1 where the course repeats. */
  readonly ordinal: number;
  /** Facts that belong to this enrolment; the one that opened it is among them. */
  readonly facts: readonly Fact[];
  /** The learner's facts about the course, of any enrolment or none. */
  readonly courseFacts: readonly Fact[];
  /** What was said about the course and its runs. */
  readonly courseDescriptions: readonly Fact[];
  /** What was said about the person. */
  readonly personDescriptions: readonly Fact[];
  /** The learner as a whole; loaded where a criterion asks for it. */
  readonly person?: Learner | undefined;
}

export interface Enrolment extends EnrolmentFacts {
  readonly state: State;
  /** The fact that made the state what it is. */
  readonly stateBy: Fact;
  /** The fact that opened this enrolment, with what was said about the person then. */
  readonly opened: Fact;
  /** The fact that began the present stay: after a return the return, else the earliest of the told times. */
  readonly enrolled: Fact;
  readonly runStartsAt: Date | undefined;
  readonly courseTitle: string | undefined;
}

/** An Enrolled whose time is not known is the earliest. */
const standing = (fact: Fact): number =>
  fact.type === 'learning.Enrolled' && fact.data['timeKnown'] === false ? -1 : fact.occurredAt.getTime();

/** Equal times: by identity, so that every reader sees the same order. */
export const inOrder = (a: Fact, b: Fact): number =>
  standing(a) - standing(b) ||
  a.occurredAt.getTime() - b.occurredAt.getTime() ||
  compareText(a.source, b.source) ||
  compareText(a.id, b.id);

/** Where an enrolment stands: completed if a completion is told, else the latest of Enrolled and Withdrawn; equal times: withdrawn. */
export const enrolmentOf = (told: EnrolmentFacts): Enrolment => {
  const facts = [...told.facts].sort(inOrder);
  const courseDescriptions = [...told.courseDescriptions].sort(inOrder);
  const enrolments = facts.filter(({ type }) => type === 'learning.Enrolled');
  const opened = enrolments[0];
  if (!opened) throw new Error('an enrolment is opened by an Enrolled');
  const ofRun = courseDescriptions.filter(({ run }) => run !== '' && run === told.run);
  return {
    ...told,
    ...{ facts, courseDescriptions, opened },
    ...standingOf(facts, enrolments),
    courseFacts: [...told.courseFacts].sort(inOrder),
    personDescriptions: [...told.personDescriptions].sort(inOrder),
    runStartsAt: startIn(latestField(ofRun, 'startsAt')),
    courseTitle: textIn(latestField(courseDescriptions, 'title')),
  };
};

const startIn = (value: unknown): Date | undefined => (typeof value === 'string' ? new Date(value) : undefined);
const textIn = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const standingOf = (
  facts: readonly Fact[],
  enrolments: readonly Fact[],
): Pick<Enrolment, 'state' | 'stateBy' | 'enrolled'> => {
  const completed = facts.findLast(({ type }) => type === 'learning.CourseCompleted');
  const withdrawn = facts.findLast(({ type }) => type === 'learning.Withdrawn');
  const returned = withdrawn && enrolments.find((one) => standing(one) > standing(withdrawn));
  const enrolled = returned ?? enrolments.reduce((first, one) => (one.occurredAt < first.occurredAt ? one : first));
  if (completed) return { state: 'completed', stateBy: completed, enrolled };
  if (withdrawn && !returned) return { state: 'withdrawn', stateBy: withdrawn, enrolled };
  return { state: 'current', stateBy: enrolled, enrolled };
};

/** The latest fact that says it. */
export const latestFact = (facts: readonly Fact[], field: string): Fact | undefined =>
  facts.findLast(({ data }) => data[field] !== undefined);

const latestField = (facts: readonly Fact[], field: string): unknown => latestFact(facts, field)?.data[field];

/** The later of the enrolment and the start of the run. */
export const begunAt = ({ enrolled, runStartsAt }: Enrolment): Date =>
  runStartsAt && runStartsAt > enrolled.occurredAt ? runStartsAt : enrolled.occurredAt;

export const because = (text: string, ...facts: readonly Fact[]): Reason => ({
  text,
  facts: facts.map(({ source, id }) => ({ source, id })),
});
