import { factsOfEnrolments, type QueryLimits, shapeOfFacts, type Warehouse } from '@laurel/insights-read-model';
import { Parameters } from '../conditions.ts';
import { type EnrolmentsQuery, KEY, ofWhom, statesOfEnrolments } from '../enrolments/enrolments.query.ts';

export interface FeedbackQuery {
  readonly enrolments: EnrolmentsQuery;
  readonly by: 'course' | 'run';
  /** Only ratings of this question; '' for those that name none. */
  readonly question: string | undefined;
}

/** Whose figures: everybody's have `whole` 1 and no course, run and state. */
export interface Group {
  readonly whole: number;
  readonly course: string;
  readonly run: string;
  readonly state: string;
}

export interface GroupCounts extends Group {
  readonly enrolments: string;
  readonly withdrew: string;
}

export interface RatingCounts extends Group {
  readonly question: string;
  readonly scale: number | null;
  readonly rating: number;
  readonly ratings: string;
}

export interface ResponseCounts extends Group {
  readonly responded: string;
}

export interface ReasonCounts extends Group {
  readonly reason: string;
  readonly enrolments: string;
}

/** So many of the most frequent reasons of a group are told apart. */
export const MOST_REASONS = 50;

export interface FeedbackFigures {
  readonly groups: readonly GroupCounts[];
  readonly responses: readonly ResponseCounts[];
  readonly ratings: readonly RatingCounts[];
  readonly reasons: readonly ReasonCounts[];
}

export const feedbackFigures = async (
  warehouse: Warehouse,
  query: FeedbackQuery,
  limits: QueryLimits,
): Promise<FeedbackFigures> => {
  const { asOf } = query.enrolments;
  const ask = <Row>(sql: (parameters: Parameters) => string): Promise<readonly Row[]> => {
    const parameters = new Parameters(asOf);
    return warehouse.rows<Row>(sql(parameters), parameters.all, limits);
  };
  const placed = await placing(warehouse, query, limits);
  const [groups, responses, ratings, reasons] = await Promise.all([
    ask<GroupCounts>((parameters) => groupsSql(query, parameters)),
    ask<ResponseCounts>((parameters) => responsesSql(query, placed, parameters)),
    ask<RatingCounts>((parameters) => ratingsSql(query, placed, parameters)),
    ask<ReasonCounts>((parameters) => reasonsSql(query, placed, parameters)),
  ]);
  return { groups, responses, ratings, reasons };
};

const GROUP = 'course, run, state';
/** Each group beside the whole; `also` is told apart in both. */
const grouping = (...also: readonly string[]): string =>
  `GROUPING SETS ((${[GROUP, ...also].join(', ')}), (${also.join(', ')}))`;
const WHOLE = `toUInt8(grouping(course)) AS whole, ${GROUP}`;

/** The enrolments that the question is about, with their group. */
export const groupsOf = ({ enrolments, by }: FeedbackQuery, parameters: Parameters): string => `(
SELECT ${KEY}, ${by === 'run' ? 'enrolment_run' : "''"} AS run, state, notEmpty(withdrawals) AS has_withdrawn
FROM ${statesOfEnrolments(enrolments, parameters)}
)`;

const groupsSql = (query: FeedbackQuery, parameters: Parameters): string => `
SELECT ${WHOLE}, count() AS enrolments, countIf(has_withdrawn) AS withdrew
FROM ${groupsOf(query, parameters)}
GROUP BY ${grouping()}`;

/** The facts of a type that say something, each with its enrolment. */
export type Placed = (type: 'learning.FeedbackGiven' | 'learning.Withdrawn', parameters: Parameters) => string;

/** Feedback tells no state, so its enrolment is looked for among the facts themselves. */
export const placing = async (
  warehouse: Warehouse,
  { enrolments }: FeedbackQuery,
  limits: QueryLimits,
): Promise<Placed> => {
  const types = "type IN ('learning.Enrolled', 'learning.Withdrawn', 'learning.FeedbackGiven')";
  const known = (parameters: Parameters): string => `${ofWhom(enrolments, parameters)} AND ${types}`;
  const looking = new Parameters(enrolments.asOf);
  const shape = await shapeOfFacts(warehouse, looking.all, limits, known(looking));
  return (type, parameters) => {
    const all = known(parameters);
    const where = `${all} AND type = '${type}'`;
    return factsOfEnrolments(
      ['course', 'learner', 'source', 'id', 'data'],
      { known: all, where, bind: parameters.bind },
      shape,
    );
  };
};

/** One row per enrolment and question: the latest rating. */
export const latestRatings = ({ question }: FeedbackQuery, placed: Placed, parameters: Parameters): string => `(
SELECT ${KEY}, JSONExtractString(data, 'question') AS question,
  argMax((JSONExtractFloat(data, 'rating'), JSONExtract(data, 'scale', 'Nullable(Float64)'), toString(source), id), (at, source, id)) AS latest
FROM ${placed('learning.FeedbackGiven', parameters)}
WHERE JSONHas(data, 'rating') ${question === undefined ? '' : `AND JSONExtractString(data, 'question') = ${parameters.add(question, 'String')}`}
GROUP BY ${KEY}, question
)`;

const ratingsSql = (query: FeedbackQuery, placed: Placed, parameters: Parameters): string => `
SELECT ${WHOLE}, question, scale, rating, count() AS ratings FROM (
  SELECT ${GROUP}, question, latest.1 AS rating, latest.2 AS scale
  FROM ${latestRatings(query, placed, parameters)} AS said
  INNER JOIN ${groupsOf(query, parameters)} AS groups USING (${KEY})
)
GROUP BY ${grouping('question', 'scale', 'rating')}`;

const responsesSql = (query: FeedbackQuery, placed: Placed, parameters: Parameters): string => `
SELECT ${WHOLE}, count() AS responded FROM (
  SELECT ${GROUP} FROM (SELECT DISTINCT ${KEY} FROM ${latestRatings(query, placed, parameters)}) AS said
  INNER JOIN ${groupsOf(query, parameters)} AS groups USING (${KEY})
)
GROUP BY ${grouping()}`;

/** One row per enrolment that withdrew: (reason, source, id) of the latest. */
export const latestWithdrawals = (placed: Placed, parameters: Parameters): string => `(
SELECT ${KEY}, argMax((JSONExtractString(data, 'reason'), toString(source), id), (at, source, id)) AS latest
FROM ${placed('learning.Withdrawn', parameters)}
GROUP BY ${KEY}
)`;

const reasonsSql = (query: FeedbackQuery, placed: Placed, parameters: Parameters): string => `
SELECT ${WHOLE}, reason, count() AS enrolments FROM (
  SELECT ${GROUP}, reason FROM (
    SELECT ${KEY}, latest.1 AS reason FROM ${latestWithdrawals(placed, parameters)}
  ) AS said
  INNER JOIN ${groupsOf(query, parameters)} AS groups USING (${KEY})
)
GROUP BY ${grouping('reason')}
ORDER BY reason = '' DESC, enrolments DESC, reason
LIMIT ${MOST_REASONS + 1} BY whole, ${GROUP}`;
