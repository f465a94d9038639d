import { type ManagerReportSettings, type TeamFigures, type TeamMember } from '@laurel/contracts';
import { type AssignmentHistory, overdueOf } from './overdue.ts';
import { type CourseBook, titleOf, whereIs } from './whereabouts.ts';

/** One enrolment that is open, or was completed in the week. Times are milliseconds, -1 where nothing was told. */
export interface EnrolmentWeek {
  readonly learner: string;
  readonly course: string;
  readonly run: string;
  readonly registration: string;
  readonly isDone: boolean;
  /** When the present stay began; in a run not before the run does. */
  readonly began: number;
  readonly lastActive: number;
  /** The latest progress, submitted assessment or attended session. */
  readonly lastStep: number;
  /** 0 to 1; null: none was told. */
  readonly share: number | null;
  /** Finished ones, by id. */
  readonly modules: readonly string[];
  readonly doneAt: number;
  readonly result: string | null;
}

/** A certificate that was issued in the week. */
export interface Certified {
  readonly learner: string;
  readonly programme: string;
  readonly certificate: string;
  /** Milliseconds. */
  readonly at: number;
}

/** Everything about one person that a report is made of, as known at one time. */
export interface PersonWeek {
  readonly learner: string;
  readonly role: string | null;
  /** Milliseconds; null: never. */
  readonly lastActive: number | null;
  readonly enrolments: readonly EnrolmentWeek[];
  readonly assignments: readonly AssignmentHistory[];
  readonly certificates: readonly Certified[];
}

export interface At {
  /** Milliseconds. */
  readonly asOf: number;
  readonly settings: Pick<ManagerReportSettings, 'stuckAfterDays' | 'forgottenAfterDays'>;
  readonly courses: CourseBook;
}

const DAY_MS = 86_400_000;
export const WEEK_MS = 7 * DAY_MS;

/** Without knowing what was so a week before: nothing is new yet. */
export const memberOf = (week: PersonWeek, at: At): TeamMember => {
  const { learner, lastActive, enrolments } = week;
  const open = enrolments.filter(({ isDone }) => !isDone);
  return {
    learner,
    isActive: lastActive !== null && lastActive > at.asOf - WEEK_MS,
    lastActive: lastActive === null ? null : isoOf(lastActive),
    open: open.length,
    stuck: open.flatMap((one) => stuckOf(one, week.role, at)),
    overdue: overdueItems(week, at),
    done: enrolments.filter(({ isDone }) => isDone).map((one) => doneOf(one, at)),
    certified: week.certificates.map((one) => ({
      ...{ programme: one.programme, certificate: one.certificate, at: isoOf(one.at) },
    })),
  };
};

/** Sums over people, each of whom counts once for every word. */
export const figuresOf = (members: readonly TeamMember[]): TeamFigures => ({
  people: members.length,
  active: members.filter(({ isActive }) => isActive).length,
  learning: members.filter(({ open }) => open > 0).length,
  stuck: members.filter(({ stuck }) => stuck.length > 0).length,
  overdue: members.filter(({ overdue }) => overdue.length > 0).length,
  done: members.reduce((sum, { done }) => sum + done.length, 0),
  certified: members.reduce((sum, { certified }) => sum + certified.length, 0),
});

/** Where a course tells no steps of a person, any activity is one. */
const stuckOf = (one: EnrolmentWeek, role: string | null, { asOf, settings, courses }: At): TeamMember['stuck'] => {
  const since = Math.max(one.began, one.lastStep < 0 ? one.lastActive : one.lastStep);
  if (asOf - since < settings.stuckAfterDays * DAY_MS) return [];
  const isStarted = one.lastActive >= 0;
  const where = isStarted ? whereIs(one, role, courses) : 'not begun';
  return [{ ...placeOf(one, courses), ...lasting(since, asOf), where, isStarted, isNew: false }];
};

const overdueItems = ({ assignments }: PersonWeek, { asOf, settings, courses }: At): TeamMember['overdue'] =>
  assignments
    .flatMap(({ course, told }) => {
      const repeats = courses.get(course)?.repeats ?? false;
      const notBefore = asOf - settings.forgottenAfterDays * DAY_MS;
      const found = overdueOf({ told }, { asOf, notBefore, repeats });
      return found.map(({ run, dueAt }) => ({
        ...placeOf({ course, run, registration: '' }, courses),
        ...lasting(dueAt, asOf),
        isNew: false,
      }));
    })
    .sort((a, b) => b.days - a.days);

const doneOf = (one: EnrolmentWeek, { courses }: At): TeamMember['done'][number] => ({
  ...placeOf(one, courses),
  at: isoOf(one.doneAt),
  result: one.result,
});

const placeOf = (
  { course, run, registration }: Pick<EnrolmentWeek, 'course' | 'run' | 'registration'>,
  courses: CourseBook,
) => ({
  ...{ course, run, registration, title: titleOf(course, courses) },
});

const lasting = (since: number, asOf: number) => ({ since: isoOf(since), days: Math.floor((asOf - since) / DAY_MS) });
const isoOf = (milliseconds: number): string => new Date(milliseconds).toISOString();
