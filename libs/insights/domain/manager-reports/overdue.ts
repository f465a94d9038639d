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

type Ends = (fact: AssignmentFact, open: Open, when: WhenOverdue) => boolean;

const waives: Ends = ({ at, data }, { at: since, data: assigned }) => {
  const { run, assignment } = AssignmentWaived.schema.parse(JSON.parse(data));
  return at >= since && fits(run, assigned.run) && fits(assignment, assigned.assignment);
};

const completes: Ends = ({ at, data }, { at: since, data: assigned }, { repeats }) => {
  const { run, result } = CourseCompleted.schema.parse(JSON.parse(data));
  return result !== 'fail' && fits(assigned.run, run) && (!repeats || at >= since);
};

const credits: Ends = ({ data }, _open, { asOf }) => {
  const { validUntil } = CreditGranted.schema.parse(JSON.parse(data));
  return validUntil === undefined || Date.parse(validUntil) > asOf;
};

const ENDINGS: Readonly<Record<string, Ends>> = {
  ...{ [AssignmentWaived.type]: waives, [CourseCompleted.type]: completes, [CreditGranted.type]: credits },
};

const ends: Ends = (fact, open, when) => ENDINGS[fact.type]?.(fact, open, when) ?? false;

/** What is not said fits everything. */
const fits = (one: string | undefined, other: string | undefined): boolean =>
  one === undefined || other === undefined || one === other;
