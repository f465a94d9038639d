import { type CourseOverviewFigure } from '@laurel/contracts';
import { ACTIVITY_TYPES, resultsTold } from '@laurel/insights-read-model';
import { type Parameters } from '../conditions.ts';
import { type EnrolmentsQuery, ofTheQuestion, statesOfEnrolments, whomOf } from '../enrolments/enrolments.query.ts';
import { ALL_OF_IT, ENROLS, factsNamedIn, factsOfThese, TELLS_WHAT_BECAME } from '../enrolments/facts-of-enrolments.ts';
import { type Behind } from '../facts-behind.ts';

/** One figure of the row that the query is narrowed to. */
export interface FigureQuery extends EnrolmentsQuery {
  readonly figure: CourseOverviewFigure;
  /** The Monday, of enrolmentsOverTime. */
  readonly week?: string | undefined;
  /** 0 to 9, of scoreDistribution. */
  readonly tenth?: number | undefined;
}

/** SQL of what there is to count. */
interface Counting {
  readonly states: (parameters: Parameters) => string;
  readonly results: (parameters: Parameters) => string;
}

/** Of the enrolments that the question is about. */
const ofAll = (query: EnrolmentsQuery): Counting => ({
  states: (parameters) => statesOfEnrolments(query, parameters),
  results: (parameters) =>
    `(SELECT * FROM ${resultsTold(whomOf(query, parameters), query.shape)} WHERE ${ofTheQuestion(query, parameters)})`,
});

/** Enrolments of `counting` show by what became of them, or by their activity; results by the fact that counts. */
export const behindFigure = (query: FigureQuery, counting: Counting = ofAll(query)): Behind => {
  const { figure } = query;
  const isOfResults = figure.startsWith('assessments.') || figure === 'scoreDistribution';
  const rows = (parameters: Parameters): string => {
    const from = isOfResults ? counting.results(parameters) : counting.states(parameters);
    return `(SELECT * FROM ${from} WHERE ${CONDITIONS[figure](parameters, query)})`;
  };
  return {
    counted: figure === 'learners' ? 'uniqExact(learner)' : 'count()',
    rows,
    facts: (parameters) =>
      isOfResults
        ? factsNamedIn(query, { rows: rows(parameters), type: 'learning.AssessmentSubmitted' }, parameters)
        : factsOfThese(query, { rows: rows(parameters), shows: evidenceFor(figure) }, parameters),
  };
};

const SEVEN_DAYS_MS = 7 * 86_400_000;

type Condition = (parameters: Parameters, asked: Pick<FigureQuery, 'week' | 'tenth'>) => string;

const EVERY: Condition = () => '1';
const SCORED: Condition = () => 'scored';
const completedWith =
  (...results: readonly string[]): Condition =>
  () =>
    `state = 'completed' AND result IN (${results.map((one) => `'${one}'`).join(', ')})`;

/** The conditions under which the query of the overview counts a row for each figure. */
const CONDITIONS: Readonly<Record<CourseOverviewFigure, Condition>> = {
  enrolments: EVERY,
  learners: EVERY,
  neverStarted: () => 'last_active < 0',
  current: () => "state = 'current'",
  withdrawn: () => "state = 'withdrawn'",
  activeLast7Days: () => `last_active > {asOf:Int64} - ${SEVEN_DAYS_MS}`,
  lapsed: () => 'lapsed',
  returned: () => 'returned',
  'completed.pass': completedWith('pass'),
  'completed.distinction': completedWith('distinction'),
  'completed.fail': completedWith('fail'),
  'completed.other': () => "state = 'completed' AND result NOT IN ('pass', 'distinction', 'fail')",
  completionRate: () => "state = 'completed'",
  passRate: completedWith('pass', 'distinction'),
  'assessments.submitted': EVERY,
  'assessments.scored': SCORED,
  'assessments.passed': () => 'passed',
  'assessments.meanScaled': SCORED,
  'assessments.medianScaled': SCORED,
  enrolmentsOverTime: (parameters, { week = '' }) =>
    `toString(toMonday(fromUnixTimestamp64Milli(told_at, 'UTC'))) = ${parameters.add(week, 'String')}`,
  scoreDistribution: (parameters, { tenth = 0 }) =>
    `scored AND least(floor(scaled * 10), 9) = ${parameters.add(tenth, 'Int64')}`,
};

/** Which facts of an enrolment show that it counts. */
const evidenceFor = (figure: CourseOverviewFigure): string => {
  if (['enrolments', 'learners', 'neverStarted', 'enrolmentsOverTime'].includes(figure)) return ENROLS;
  if (figure === 'lapsed' || figure === 'returned') return ALL_OF_IT;
  return figure === 'activeLast7Days'
    ? `(${ENROLS} OR (type IN (${ACTIVITY_TYPES.map((type) => `'${type}'`).join(', ')}) AND toUnixTimestamp64Milli(occurred_at) > {asOf:Int64} - ${SEVEN_DAYS_MS}))`
    : TELLS_WHAT_BECAME;
};
