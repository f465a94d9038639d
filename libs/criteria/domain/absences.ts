import { fieldIn } from './criterion.ts';
import { type Fact } from './enrolment.ts';

/** The attribute of a person that says so. */
export const AVAILABILITY = 'availability';
/** While it has one of these values the person is away: clocks that stop for it stand still. */
export const AWAY: readonly string[] = ['leave', 'travelling'];

/** Milliseconds; from inclusive, until exclusive. */
export interface Absence {
  readonly from: number;
  readonly until: number;
}

/**
 * When somebody was away, as descriptions of the person tell it: from the one that says so until the next that says
 * anything about it. Of one instant the last by identity counts.
 */
export const absencesOf = (descriptions: readonly Fact[]): readonly Absence[] => {
  const told = descriptions.filter(({ data }) => fieldIn(data, `attributes.${AVAILABILITY}`) !== undefined);
  return told.flatMap(({ data, occurredAt }, index) => {
    const value = fieldIn(data, `attributes.${AVAILABILITY}`);
    const until = told[index + 1]?.occurredAt.getTime() ?? Infinity;
    return typeof value === 'string' && AWAY.includes(value) ? [{ from: occurredAt.getTime(), until }] : [];
  });
};

/** So much of the time between the two was spent away, in milliseconds. */
export const awayBetween = (absences: readonly Absence[], from: number, until: number): number =>
  absences.reduce((sum, one) => sum + Math.max(0, Math.min(one.until, until) - Math.max(one.from, from)), 0);
