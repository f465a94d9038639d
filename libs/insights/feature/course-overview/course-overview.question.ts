import { type CourseFigures, type CourseOverviewAnswer, type CourseOverviewQuestion } from '@laurel/contracts';
import { type Warehouse } from '@laurel/insights-read-model';
import { type Asking, withMeta } from '../answer-meta.ts';
import {
  type AssessmentCounts,
  type AssessmentFigures,
  assessmentFigures,
  type EnrolmentCounts,
  type EnrolmentFigures,
  enrolmentFigures,
  type Group,
} from './course-overview.query.ts';
import { shapeFor } from '../enrolments/enrolments.query.ts';

/** How courses or runs are doing. */
export const askCourseOverview = (
  warehouse: Warehouse,
  question: CourseOverviewQuestion,
  asking: Asking,
): Promise<CourseOverviewAnswer> => {
  const asOf = question.asOf === undefined ? asking.now : new Date(question.asOf);
  return withMeta(
    warehouse,
    asking,
    { asOf, definition: DEFINITION },
    overview(warehouse, question, { ...asking, asOf }),
  );
};

/** As the query numbers them. */
const LEVEL = { run: '0', course: '1', all: '3' } as const;

const overview = async (
  warehouse: Warehouse,
  { where, by }: CourseOverviewQuestion,
  { asker, limits, asOf }: Asking & { readonly asOf: Date },
): Promise<Omit<CourseOverviewAnswer, 'meta'>> => {
  const shape = await shapeFor(warehouse, { where, asOf, asker }, limits);
  const query = { where, asOf, asker, shape };
  const [enrolments, assessments] = await Promise.all([
    enrolmentFigures(warehouse, query, limits),
    assessmentFigures(warehouse, query, limits),
  ]);
  const scores = new Map(assessments.map((row) => [keyOf(row), row]));
  const scoresOf = (row: EnrolmentFigures): AssessmentFigures => scores.get(keyOf(row)) ?? NO_ASSESSMENTS;
  const all = enrolments.find(({ level }) => level === LEVEL.all) ?? NO_ENROLMENTS;
  return {
    totals: figuresOf(all, scoresOf(all)),
    rows: enrolments
      .filter(({ level }) => level === LEVEL[by])
      .sort((a, b) => compare(a.course, b.course) || compare(a.run, b.run))
      .map((row) => ({ course: row.course, run: by === 'run' ? row.run : null, ...figuresOf(row, scoresOf(row)) })),
    enrolmentsOverTime: Object.entries(all.weeks)
      .map(([week, count]) => ({ week, enrolments: Number(count) }))
      .sort((a, b) => compare(a.week, b.week)),
    scoreDistribution: scoresOf(all)
      .tenths.map((results, tenth) => ({ from: tenth / 10, to: (tenth + 1) / 10, results: Number(results) }))
      .filter(({ results }) => results > 0),
  };
};

const keyOf = ({ level, course, run }: Group): string => JSON.stringify([level, course, run]);
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** The figures of one course, run or group as they are answered. */
export const figuresOf = (row: EnrolmentCounts, scores: AssessmentCounts): CourseFigures => {
  const enrolments = Number(row.enrolments);
  const completed = {
    pass: Number(row.pass),
    distinction: Number(row.distinction),
    fail: Number(row.fail),
    other: Number(row.other),
  };
  const finished = completed.pass + completed.distinction + completed.fail + completed.other;
  return {
    enrolments,
    learners: Number(row.learners),
    neverStarted: Number(row.never_started),
    current: Number(row.current),
    activeLast7Days: Number(row.active_last_7_days),
    withdrawn: Number(row.withdrawn),
    lapsed: Number(row.lapsed),
    returned: Number(row.returned),
    completed,
    assessments: {
      submitted: Number(scores.submitted),
      scored: Number(scores.scored),
      passed: Number(scores.passed),
      meanScaled: scores.mean,
      medianScaled: scores.median,
    },
    completionRate: rate(finished, enrolments),
    passRate: rate(completed.pass + completed.distinction, finished),
  };
};

const NO_ENROLMENTS: EnrolmentFigures = {
  ...{ course: '', run: '', level: LEVEL.all, enrolments: '0', learners: '0', never_started: '0', current: '0' },
  ...{ active_last_7_days: '0', withdrawn: '0', lapsed: '0', returned: '0' },
  ...{ pass: '0', distinction: '0', fail: '0', other: '0', weeks: {} },
};
const NO_ASSESSMENTS: AssessmentFigures = {
  ...{ course: '', run: '', level: LEVEL.all, submitted: '0', scored: '0', passed: '0' },
  ...{ mean: null, median: null, tenths: [] },
};

const rate = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** One sentence per number. */
export const DEFINITION = {
  enrolments: 'learner x course x run x registration, however often told; where a course repeats, one per round',
  learners: 'different people among the enrolments',
  neverStarted: 'enrolments without any activity by asOf',
  current: 'enrolments neither completed nor withdrawn: the latest of Enrolled and Withdrawn is Enrolled',
  activeLast7Days: 'enrolments with activity in the 7 days before asOf',
  withdrawn: 'enrolments not completed whose latest of Enrolled and Withdrawn is Withdrawn',
  lapsed: 'current enrolments that have been silent for longer than the lapse period of their course',
  returned: 'enrolments with an Enrolled or activity after a withdrawal or a lapse',
  completed: 'enrolments with a completion told, by the latest result; other is a completion without one',
  assessments:
    'one result per enrolment, assessment and attempt, the latest fact about it; mean and median of scaled scores (0 to 1)',
  completionRate: 'completed with any result / enrolments',
  passRate: 'completed with pass or distinction / completed',
  enrolmentsOverTime: 'enrolments by the week (from Monday, UTC) in which they were first told to begin',
  scoreDistribution: 'assessment results with a score, by tenths of the scaled score',
};
