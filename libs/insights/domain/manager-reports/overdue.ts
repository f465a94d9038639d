import { AssignmentWaived, Assigned, CourseCompleted, CreditGranted } from '@laurel/contracts';

/** A fact about whether somebody has to take a course. Times are milliseconds. */
export interface AssignmentFact {
  readonly type: string;
  readonly at: number;
  /** JSON. */
  readonly data: string;
}

/** All such facts of one person and course, oldest first. */
export interface AssignmentHistory {
  readonly learner: string;
  readonly course: string;
  readonly told: readonly AssignmentFact[];
}

export interface Overdue {
  readonly run: string;
  readonly dueAt: number;
}

export interface WhenOverdue {
  readonly asOf: number;
  /** What was due before is forgotten. */
  readonly notBefore: number;
  /** A completion from before the assignment does not count. */
  readonly repeats: boolean;
}

interface Open {
  readonly at: number;
  readonly data: ReturnType<typeof Assigned.of>['data'];
}

/**
 * Required assignments whose date has passed: neither waived, nor completed (not failed), nor credited. The latest word on
 * an assignment counts, also on its date.
 */
export const overdueOf = ({ told }: Pick<AssignmentHistory, 'told'>, when: WhenOverdue): readonly Overdue[] => {
  const latest = new Map<string, Open>();
  for (const { type, at, data } of told) {
    if (type !== Assigned.type) continue;
    const assigned = Assigned.schema.parse(JSON.parse(data));
    latest.set(JSON.stringify([assigned.run ?? '', assigned.assignment ?? '']), { at, data: assigned });
  }
  return [...latest.values()].flatMap((one) => {
    const dueAt = Date.parse(one.data.dueAt ?? '');
    const hasPassed = one.data.required && dueAt <= when.asOf && dueAt > when.notBefore;
    const isOver = told.some((fact) => ends(fact, one, when));
    return hasPassed && !isOver ? [{ run: one.data.run ?? '', dueAt }] : [];
  });
};

const ends = ({ type, at, data }: AssignmentFact, { at: since, data: assigned }: Open, when: WhenOverdue): boolean => {
  switch (type) {
    case AssignmentWaived.type: {
      const { run, assignment } = AssignmentWaived.schema.parse(JSON.parse(data));
      return at >= since && fits(run, assigned.run) && fits(assignment, assigned.assignment);
    }
    case CourseCompleted.type: {
      const { run, result } = CourseCompleted.schema.parse(JSON.parse(data));
      return result !== 'fail' && fits(assigned.run, run) && (!when.repeats || at >= since);
    }
    case CreditGranted.type: {
      const { validUntil } = CreditGranted.schema.parse(JSON.parse(data));
      return validUntil === undefined || Date.parse(validUntil) > when.asOf;
    }
    default:
      return false;
  }
};

/** What is not said fits everything. */
const fits = (one: string | undefined, other: string | undefined): boolean =>
  one === undefined || other === undefined || one === other;
