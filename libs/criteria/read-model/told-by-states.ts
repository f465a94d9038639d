import { type Criterion, type EventMatch, type FactsCriterion, type Leaf } from '@laurel/contracts';
import { ACTIVITY, isLeaf, leavesOf } from '@laurel/criteria-domain';

/**
 * What was told of the state of each enrolment says all that these leaves ask, where activity is looked for as a whole, or
 * enrolling or withdrawing, and no other fact is.
 */
export const isToldByStates = (criterion: Criterion | undefined): boolean =>
  criterion === undefined || leavesOf<Leaf>(criterion).every(isTold);

const isTold = (leaf: Leaf): boolean => {
  if ('events' in leaf) return leaf.of === 'course' || areTold(leaf);
  switch (leaf.is) {
    case 'elapsed':
      return typeof leaf.since === 'string';
    case 'attribute':
      return leaf.of === 'person';
    default:
      return true;
  }
};

/** The states do not tell how often; a window that hangs on another fact would need that. */
const areTold = (leaf: FactsCriterion): boolean =>
  leaf.is !== 'count' && toldTimes(leaf) !== undefined && !leaf.near && typeof leaf.since !== 'object';

/** SQL over the states: the times of the facts that the leaf is about, or the latest; undefined where the states do not tell. */
export const toldTimes = ({ events }: Pick<FactsCriterion, 'events'>): string | undefined => {
  const all = textOf(events);
  if (all === ALL_ACTIVITY) return 'if(last_active < 0, [], [tuple(last_active)])';
  if (all === WITHDRAWN) return 'arrayMap(one -> tuple(one), withdrawals)';
  return all === ENROLLED ? 'arrayMap(stay -> tuple(stay.2), stays)' : undefined;
};

const matchText = ({ event, where = [] }: EventMatch): string => JSON.stringify([event, where]);
const textOf = (events: readonly EventMatch[]): string => events.map(matchText).sort().join();
const ALL_ACTIVITY = textOf(ACTIVITY);
const WITHDRAWN = textOf([{ event: 'learning.Withdrawn' }]);
const ENROLLED = textOf([{ event: 'learning.Enrolled' }]);

/**
 * Something that must be true of every enrolment that meets the criterion, and that its states tell: so that the facts of
 * few have to be read. undefined where there is nothing.
 */
export const foretold = (criterion: Criterion): Criterion | undefined => {
  const parts = !isLeaf(criterion) && criterion.is === 'and' ? criterion.all : [criterion];
  const told = parts.flatMap((part) => (isLeaf<Leaf>(part) ? foretoldByLeaf(part) : []));
  return told.length === 0 ? undefined : { is: 'and', all: told };
};

const foretoldByLeaf = (leaf: Leaf): readonly Criterion[] => {
  switch (leaf.is) {
    case 'state':
      return [leaf];
    case 'elapsed':
      return typeof leaf.since === 'string' && !leaf.awayStops ? [leaf] : [];
    case 'performed':
      return leaf.of === 'enrolment' && leaf.events.every(isOfActivity) ? [activityBeside(leaf)] : [];
    default:
      return [];
  }
};

const isOfActivity = ({ event, where = [] }: EventMatch): boolean =>
  ACTIVITY.some(
    (one) =>
      one.event === event &&
      (one.where ?? []).every((test) => where.some((other) => JSON.stringify(other) === JSON.stringify(test))),
  );

/** Who did one of these was active then. */
const activityBeside = ({ within, since }: FactsCriterion): Criterion => ({
  ...{ is: 'performed', of: 'enrolment', called: 'activity', events: ACTIVITY },
  within: within?.awayStops ? undefined : within,
  since: typeof since === 'string' ? since : undefined,
});
