import { type Anchor, type LearnerFactsCriterion, type Moment } from '@laurel/contracts';
import { absencesOf, awayBetween } from './absences.ts';
import { matchesAny } from './criterion.ts';
import { type Fact } from './enrolment.ts';
import { DAY_MS } from './words.ts';

/** What windows are measured by. */
export interface Surroundings {
  /** In order of time; anchors are found among them. */
  readonly facts: readonly Fact[];
  readonly descriptions: readonly Fact[];
  readonly momentOf: (moment: Moment) => Date;
  readonly at: Date;
}

type Since = Moment | Anchor;

/** The fact that a window hangs on. */
export const anchorOf = ({ the, fact }: Anchor, facts: readonly Fact[]): Fact | undefined => {
  // By when it is said to have happened, also where the time is not really known.
  const found = facts.filter((one) => matchesAny([fact], one)).sort(byTime);
  return the === 'first' ? found[0] : found.at(-1);
};

const byTime = (a: Fact, b: Fact): number => a.occurredAt.getTime() - b.occurredAt.getTime();

export const timeOf = (since: Since, { facts, momentOf }: Surroundings): Date | undefined =>
  typeof since === 'string' ? momentOf(since) : anchorOf(since, facts)?.occurredAt;

type Windows = Pick<LearnerFactsCriterion, 'within' | 'near'> & { readonly since?: Since | undefined };

/** Does the fact lie in all of the windows? */
export const inWindows = ({ within, near, since }: Windows, around: Surroundings): ((fact: Fact) => boolean) => {
  const { at, facts } = around;
  const begin = since === undefined ? undefined : timeOf(since, around)?.getTime();
  const anchor = near && anchorOf(near, facts)?.occurredAt.getTime();
  const counted = clockOf(within?.awayStops, around);
  return ({ occurredAt }) => {
    const time = occurredAt.getTime();
    if (since !== undefined && (begin === undefined || time < begin)) return false;
    if (within && counted(time, at.getTime()) > within.days * DAY_MS) return false;
    return !near || (anchor !== undefined && isAround(time - anchor, near));
  };
};

const isAround = (distance: number, { before, after }: { readonly before: number; readonly after: number }): boolean =>
  distance >= -before * DAY_MS && distance <= after * DAY_MS;

type Clock = (from: number, until: number) => number;

/** How much time passed: all of it, or without that which was spent away. */
export const clockOf = (awayStops: true | undefined, { descriptions }: Surroundings): Clock => {
  if (!awayStops) return (from, until) => until - from;
  const absences = absencesOf(descriptions);
  return (from, until) => until - from - awayBetween(absences, from, until);
};
