import { type CourseOverviewFigure } from '@laurel/contracts';
import {
  ACTIVITY_TYPES,
  countedFacts,
  factsOfEnrolments,
  type QueryLimits,
  resultsTold,
  shapeOfTheirFacts,
  type Warehouse,
} from '@laurel/insights-read-model';
import { Parameters } from '../conditions.ts';
import {
  type EnrolmentsQuery,
  KEY,
  knownFacts,
  ofTheQuestion,
  statesOfEnrolments,
  whomOf,
} from '../enrolments/enrolments.query.ts';
import { FACT_BEHIND_COLUMNS, type FactsQuery } from '../facts-behind.ts';

/** One figure of the row that the query is narrowed to. */
export interface FigureQuery extends EnrolmentsQuery {
  readonly figure: CourseOverviewFigure;
  /** The Monday, of enrolmentsOverTime. */
  readonly week?: string | undefined;
  /** 0 to 9, of scoreDistribution. */
  readonly tenth?: number | undefined;
}

export const countFigure = async (warehouse: Warehouse, query: FigureQuery, limits: QueryLimits): Promise<number> => {
  const parameters = new Parameters(query.asOf);
  const what = query.figure === 'learners' ? 'uniqExact(learner)' : 'count()';
  const sql = `SELECT ${what} AS counted FROM ${countedRows(query, parameters)}`;
  const [row] = await warehouse.rows<{ counted: string }>(sql, parameters.all, limits);
  return Number(row?.counted ?? 0);
};

/** The facts that make them count. */
export const factsOfFigure = (query: FigureQuery): FactsQuery => {
  const parameters = new Parameters(query.asOf);
  const rows = countedRows(query, parameters);
  if (isAboutResults(query.figure)) {
    const where = `${knownFacts(query, parameters)} AND type = 'learning.AssessmentSubmitted'`;
    const { allCount } = query.shape;
    const told = `(source, id) IN (SELECT fact_source, fact_id FROM ${rows})`;
    const from = `(SELECT * FROM ${countedFacts({ columns: FACT_BEHIND_COLUMNS, where, allCount })} WHERE ${told})`;
    return { from, parameters };
  }
  const known = knownFacts(query, parameters);
  const taken = { known, where: `${known} AND ${evidenceFor(query.figure)}`, bind: parameters.bind };
  const from = `(
SELECT * FROM ${factsOfEnrolments(FACT_BEHIND_COLUMNS, taken, shapeOfTheirFacts(query.shape))}
WHERE (${KEY}) IN (SELECT ${KEY} FROM ${rows})
)`;
  return { from, parameters };
};

const isAboutResults = (figure: CourseOverviewFigure): boolean =>
  figure.startsWith('assessments.') || figure === 'scoreDistribution';

/** The rows that the figure counts: enrolments, or results of assessments. */
const countedRows = (query: FigureQuery, parameters: Parameters): string => {
  const from = isAboutResults(query.figure) ? results(query, parameters) : statesOfEnrolments(query, parameters);
  return `(SELECT * FROM ${from} WHERE ${CONDITIONS[query.figure](parameters, query)})`;
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

const STATES = "type IN ('learning.Enrolled', 'learning.Withdrawn', 'learning.CourseCompleted')";

/** Which facts of an enrolment show that it counts. */
const evidenceFor = (figure: CourseOverviewFigure): string => {
  if (['enrolments', 'learners', 'neverStarted', 'enrolmentsOverTime'].includes(figure))
    return "type = 'learning.Enrolled'";
  if (figure === 'lapsed' || figure === 'returned') return '1';
  return figure === 'activeLast7Days'
    ? `(type = 'learning.Enrolled' OR (type IN (${ACTIVITY_TYPES.map((type) => `'${type}'`).join(', ')}) AND toUnixTimestamp64Milli(occurred_at) > {asOf:Int64} - ${SEVEN_DAYS_MS}))`
    : STATES;
};

/** The results of the enrolments that the question is about. */
const results = (query: EnrolmentsQuery, parameters: Parameters): string => `(
SELECT * FROM ${resultsTold(whomOf(query, parameters), query.shape)} WHERE ${ofTheQuestion(query, parameters)}
)`;
