import { type Comparison, type Criterion, type EventMatch, type Joined, type Leaf } from '@laurel/contracts';
import { compareText } from './order.ts';

/** Everything a learner does in a course, as interface.md counts activity: what was carried over was not done here. */
export const ACTIVITY: readonly EventMatch[] = [
  { event: 'learning.CourseStarted' },
  { event: 'learning.Progressed' },
  { event: 'learning.ContentViewed' },
  {
    event: 'learning.AssessmentSubmitted',
    where: [{ field: 'carriedOver', test: { op: 'ne', value: true } }],
  },
  { event: 'learning.Attended' },
  { event: 'learning.TimeReported' },
  { event: 'learning.ActivityPerformed' },
];

/** What makes the course done or needless without taking it: nobody is at risk of missing it then. */
export const EXEMPTION: readonly EventMatch[] = [
  { event: 'learning.CreditGranted' },
  {
    event: 'learning.AssignmentWaived',
    where: [{ field: 'reason', test: { op: 'in', value: ['exempt', 'equivalent'] } }],
  },
];

interface AnyLeaf {
  readonly is: string;
}

export const isLeaf = <Leaf extends AnyLeaf>(one: Joined<Leaf>): one is Leaf =>
  one.is !== 'and' && one.is !== 'or' && one.is !== 'not';

/** The criteria at the leaves, from left to right. */
export const leavesOf = <Leaf extends AnyLeaf>(one: Joined<Leaf>): readonly Leaf[] => {
  if (isLeaf(one)) return [one];
  return one.is === 'not' ? leavesOf(one.the) : one.all.flatMap((inner) => leavesOf(inner));
};

/** Does it ask about the learner of the enrolment as a whole? */
export const asksPeople = (criterion: Criterion): boolean =>
  leavesOf<Leaf>(criterion).some(({ is }) => is === 'learner');

/** Of one type and equal, less or more; nothing is less or more than what is not there. */
export const compares = (value: unknown, test: Comparison): boolean => {
  switch (test.op) {
    case 'eq':
      return value === test.value;
    case 'ne':
      return value !== test.value;
    case 'in':
      return test.value.some((one) => one === value);
    case 'exists':
      return (value !== undefined && value !== null) === test.value;
    case 'contains':
      return typeof value === 'string' && value.includes(test.value);
    default:
      return isInOrder(test.op, orderOf(value, test.value));
  }
};

/** Negative: less, positive: more, undefined: of another type. */
const orderOf = (value: unknown, than: string | number): number | undefined => {
  if (typeof value === 'number' && typeof than === 'number') return value - than;
  return typeof value === 'string' && typeof than === 'string' ? compareText(value, than) : undefined;
};

const isInOrder = (op: 'lt' | 'lte' | 'gt' | 'gte', order: number | undefined): boolean => {
  if (order === undefined) return false;
  switch (op) {
    case 'lt':
      return order < 0;
    case 'lte':
      return order <= 0;
    case 'gt':
      return order > 0;
    case 'gte':
      return order >= 0;
  }
};

/** A field of an event's data; inner ones behind dots. */
export const fieldIn = (data: Readonly<Record<string, unknown>>, field: string): unknown =>
  field.split('.').reduce<unknown>((value, step) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined;
  }, data);

/** Is the fact one of these? */
export const matchesAny = (
  events: readonly EventMatch[],
  fact: { readonly type: string; readonly data: Readonly<Record<string, unknown>> },
): boolean =>
  events.some(
    ({ event, where }) =>
      event === fact.type &&
      (where === undefined || where.every(({ field, test }) => compares(fieldIn(fact.data, field), test))),
  );
