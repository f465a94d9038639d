import { type Enrolment, type EnrolmentKey, enrolmentOf, type Fact, latestFact } from './enrolment.ts';
import { compareText } from './order.ts';

/** From inclusive, until exclusive, in milliseconds. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/** A fact, and when it counted. */
export interface FactOverTime extends Fact {
  readonly run: string;
  readonly registration: string;
  /** Since when it had happened and was told, in milliseconds. */
  readonly knownFrom: number;
  /** When it was taken back; usually never. */
  readonly takenBack: readonly Span[];
}

/** All that was ever told of one learner in one course, of the kinds that criteria ask about. */
export interface History {
  readonly learner: string;
  readonly course: string;
  readonly facts: readonly FactOverTime[];
  readonly courseDescriptions: readonly FactOverTime[];
  readonly personDescriptions: readonly FactOverTime[];
}

const countedAt = (facts: readonly FactOverTime[], at: number): readonly FactOverTime[] =>
  facts.filter(
    ({ knownFrom, takenBack }) => knownFrom <= at && !takenBack.some(({ from, until }) => from <= at && at < until),
  );

/** When what is known of it changes, in milliseconds; in no order, and more than once where more than one thing changes. */
export const changesOf = ({ facts, courseDescriptions, personDescriptions }: History): readonly number[] =>
  [facts, courseDescriptions, personDescriptions].flatMap((all) =>
    all.flatMap(({ knownFrom, takenBack }) => [knownFrom, ...takenBack.flatMap(({ from, until }) => [from, until])]),
  );

/**
 * The enrolments as they were known at a time: only facts that had happened and were told by then, and each of them where it
 * belonged as far as was known then. It says what `enrolmentFacts` of the warehouse says as known at that time.
 */
export const enrolmentsKnownAt = (history: History, at: number): readonly Enrolment[] => {
  const facts = countedAt(history.facts, at);
  const courseDescriptions = countedAt(history.courseDescriptions, at);
  const openings = openingsIn(facts, repeats(courseDescriptions));
  if (openings.length === 0) return [];
  const personDescriptions = countedAt(history.personDescriptions, at);
  const factsOf = new Map<Opening, Fact[]>(openings.map((opening) => [opening, []]));
  for (const fact of facts) {
    const opening = belongsTo(fact, openings);
    if (opening) factsOf.get(opening)?.push(fact);
  }
  const { learner, course } = history;
  return [...factsOf].map(([{ run, registration, ordinal }, own]) =>
    enrolmentOf({
      ...{ learner, course, run, registration, ordinal, facts: own },
      ...{ courseFacts: facts, courseDescriptions, personDescriptions },
    }),
  );
};

export const sameEnrolment = (a: EnrolmentKey & { ordinal: number }, b: EnrolmentKey & { ordinal: number }): boolean =>
  a.run === b.run && a.registration === b.registration && a.ordinal === b.ordinal;

const repeats = (descriptions: readonly Fact[]): boolean => {
  const latest = latestFact([...descriptions].sort(byTimeAndIdentity), 'repeats');
  return latest?.data['repeats'] === true;
};

const byTimeAndIdentity = (a: Fact, b: Fact): number =>
  a.occurredAt.getTime() - b.occurredAt.getTime() || compareText(a.source, b.source) || compareText(a.id, b.id);

/** An enrolment as the facts open it. */
interface Opening {
  /** An Enrolled whose time is not known is the earliest. */
  readonly at: number;
  readonly run: string;
  readonly registration: string;
  readonly ordinal: number;
}
type Key = Pick<Opening, 'at' | 'run' | 'registration'>;

const keyOf = ({ type, occurredAt, data, run, registration }: FactOverTime): Key => ({
  at: type === 'learning.Enrolled' && data['timeKnown'] === false ? -1 : occurredAt.getTime(),
  ...{ run, registration },
});

const sameKey = (a: Key, b: Key): boolean => a.run === b.run && a.registration === b.registration;

/** A fact that states no run or registration fits every one. */
const fits = (fact: Key, opening: Key): boolean =>
  (fact.run === '' || fact.run === opening.run) &&
  (fact.registration === '' || fact.registration === opening.registration);

/**
 * In the order in which they opened. An Enrolled opens one when it is the first of its key, or, where the course repeats,
 * when a completion came since the one before.
 */
const openingsIn = (facts: readonly FactOverTime[], courseRepeats: boolean): readonly Opening[] => {
  const told = facts.filter(({ type }) => type === 'learning.Enrolled').map(keyOf);
  const completed = courseRepeats ? facts.filter(({ type }) => type === 'learning.CourseCompleted').map(keyOf) : [];
  const between = (after: number, one: Key): boolean =>
    told.some((other) => sameKey(other, one) && after < other.at && other.at < one.at);
  const opened = told.filter(
    (one) =>
      !between(-Infinity, one) ||
      completed.some((done) => done.at < one.at && fits(done, one) && !between(done.at, one)),
  );
  const distinct = opened.filter(
    (one, index) => opened.findIndex((other) => sameKey(other, one) && other.at === one.at) === index,
  );
  return distinct
    .map((one) => ({ ...one, ordinal: distinct.filter((other) => sameKey(other, one) && other.at <= one.at).length }))
    .sort((a, b) => a.at - b.at || compareText(a.run, b.run) || compareText(a.registration, b.registration));
};

/** The latest opened by then among those it fits; a key that it states whole wins, even one that opened later. */
const belongsTo = (fact: FactOverTime, openings: readonly Opening[]): Opening | undefined => {
  const key = keyOf(fact);
  const ofKey = openings.filter((one) => sameKey(one, key));
  const statesOne = key.run !== '' || key.registration !== '' || fact.type === 'learning.Enrolled';
  const fitting = ofKey.length > 0 && statesOne ? ofKey : openings.filter((one) => fits(key, one));
  return fitting.findLast(({ at }) => at <= key.at) ?? ofKey[0];
};
