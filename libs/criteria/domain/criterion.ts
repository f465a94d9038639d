import { type Comparison, type Criterion, type EventMatch, type Leaf } from '@laurel/contracts';

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

/** The criteria at the leaves, from left to right. */
export const leavesOf = (one: Criterion): readonly Leaf[] => {
  if (one.is === 'and' || one.is === 'or') return one.all.flatMap(leavesOf);
  return one.is === 'not' ? leavesOf(one.the) : [one];
};

export const compares = (value: unknown, test: Comparison): boolean => {
  switch (test.op) {
    case 'eq':
      return value === test.value;
    case 'ne':
      return value !== test.value;
    case 'in':
      return test.value.some((one) => one === value);
  }
};
