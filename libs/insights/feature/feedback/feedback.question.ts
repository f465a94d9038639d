import { enrolmentStates, type FeedbackAnswer, type FeedbackQuestion, type Said } from '@laurel/contracts';
import { type QueryLimits, type Warehouse } from '@laurel/insights-read-model';
import { type Asking, withMeta } from '../answer-meta.ts';
import { shapeFor } from '../enrolments/enrolments.query.ts';
import { rateOf } from '../figures.ts';
import {
  type FeedbackFigures,
  type FeedbackQuery,
  feedbackFigures,
  type Group,
  MOST_REASONS,
  type RatingCounts,
} from './feedback.query.ts';

/** What was said beside what was done. */
export const askFeedback = (
  warehouse: Warehouse,
  question: FeedbackQuestion,
  asking: Asking,
): Promise<FeedbackAnswer> => {
  const asOf = question.asOf === undefined ? asking.now : new Date(question.asOf);
  return withMeta(warehouse, asking, { asOf, definition: DEFINITION }, said(warehouse, question, { ...asking, asOf }));
};

const said = async (
  warehouse: Warehouse,
  question: FeedbackQuestion,
  { asker, limits, asOf }: Asking & { readonly asOf: Date },
): Promise<Omit<FeedbackAnswer, 'meta'>> => {
  const { where, by } = question;
  const shape = await shapeFor(warehouse, { where, asOf, asker }, limits);
  const query = { enrolments: { where, asOf, asker, shape }, by, question: question.question };
  const figures = await feedbackFigures(warehouse, query, limits);
  const rows = enrolmentStates.flatMap((state) =>
    figures.groups
      .filter((group) => group.whole === 0 && group.state === state)
      .map((group) => ({
        course: group.course,
        run: by === 'run' ? group.run : null,
        state,
        ...saidBy(group, figures, question),
      })),
  );
  return { total: saidBy(WHOLE, figures, question), rows: rows.sort(byName) };
};

const WHOLE: Group = { whole: 1, course: '', run: '', state: '' };

/** The reasons that stand in a row by themselves, where the query is narrowed to its course and run. */
export const reasonsShown = async (
  warehouse: Warehouse,
  query: FeedbackQuery,
  { row }: { readonly row?: { readonly state: string } | undefined },
  limits: QueryLimits,
): Promise<readonly string[]> => {
  const { reasons } = await feedbackFigures(warehouse, query, limits);
  const ofRow = reasons.filter(({ whole, state }) => (row ? whole === 0 && state === row.state : whole === 1));
  return shownOf(ofRow.map(({ reason }) => reason));
};

/** They come the most frequent first. */
const shownOf = (reasons: readonly string[]): readonly string[] =>
  reasons.filter((reason) => reason !== '').slice(0, MOST_REASONS);

interface Named {
  readonly course: string;
  readonly run: string | null;
}

/** The sort is stable: states stay in their order. */
const byName = (a: Named, b: Named): number => compared(a.course, b.course) || compared(a.run ?? '', b.run ?? '');
const compared = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

const saidBy = (group: Group, all: FeedbackFigures, precision: FeedbackQuestion): Said => {
  const own = <Row extends Group>(rows: readonly Row[]): readonly Row[] => rows.filter((row) => isOf(row, group));
  const { enrolments: inAll, withdrew: left } = own(all.groups)[0] ?? NOBODY;
  const [enrolments, withdrew] = [Number(inAll), Number(left)];
  const stated = own(all.reasons).map(({ reason, enrolments: count }) => ({ reason, enrolments: Number(count) }));
  const reasons = stated.filter(({ reason }) => reason !== '').slice(0, MOST_REASONS);
  const withoutReason = stated.find(({ reason }) => reason === '')?.enrolments ?? 0;
  return {
    enrolments,
    response: rateOf(Number(own(all.responses)[0]?.responded ?? 0), enrolments, precision),
    ratings: ratingsOf(own(all.ratings)),
    withdrew,
    reasons,
    otherReasons: withdrew - withoutReason - reasons.reduce((sum, one) => sum + one.enrolments, 0),
    withoutReason,
  };
};

const NOBODY = { enrolments: '0', withdrew: '0' };

const isOf = (row: Group, group: Group): boolean =>
  row.whole === group.whole && row.course === group.course && row.run === group.run && row.state === group.state;

/** By question and scale: what was said on a scale of five and on one of ten is not one mean. */
const ratingsOf = (counts: readonly RatingCounts[]): Said['ratings'] => {
  const questions = new Map<string, RatingCounts[]>();
  for (const one of counts) {
    const key = JSON.stringify([one.question, one.scale]);
    questions.set(key, [...(questions.get(key) ?? []), one]);
  }
  return [...questions.entries()].sort(([a], [b]) => compared(a, b)).map(([, of]) => ratingsOfOne(of));
};

const ratingsOfOne = (counts: readonly RatingCounts[]): Said['ratings'][number] => {
  const distribution = counts
    .map(({ rating, ratings }) => ({ rating, ratings: Number(ratings) }))
    .sort((a, b) => a.rating - b.rating);
  const ratings = distribution.reduce((sum, one) => sum + one.ratings, 0);
  const points = distribution.reduce((sum, one) => sum + one.rating * one.ratings, 0);
  const { question = '', scale = null } = counts[0] ?? {};
  return { question: question === '' ? null : question, scale, ratings, mean: points / ratings, distribution };
};

/** One line for each group and question that was rated, or for the group where none was. */
export const feedbackTable = ({ rows }: FeedbackAnswer): readonly object[] =>
  rows.flatMap(({ ratings, reasons, response, course, run, state, ...counts }) => {
    const stated = reasons.map(({ reason, enrolments }) => `${reason} (${enrolments})`).join('; ');
    const group = { course, run, state, ...counts, response, reasons: stated };
    if (ratings.length === 0) return [group];
    return ratings.map(({ distribution, ...one }) => ({
      ...group,
      ...one,
      distribution: distribution.map(({ rating, ratings: count }) => `${rating}: ${count}`).join('; '),
    }));
  });

export const DEFINITION = {
  enrolments: 'enrolments by their state at asOf, as in course-overview',
  response:
    'enrolments with at least one rating (of the question, where one is asked for) / enrolments, with the Wilson interval',
  ratings: 'the latest rating of each enrolment and question, by question and by the scale that the source states',
  mean: 'sum of these ratings / their number, on their own scale',
  withdrew: 'enrolments with a withdrawal at some time, back or not',
  reasons: 'the reason stated with the latest withdrawal of each enrolment, in the words of the source',
};
