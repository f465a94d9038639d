import { type CompareAnswer, type ComparedGroup, type CompareQuestion } from '@laurel/contracts';
import { type Warehouse } from '@laurel/insights-read-model';
import { type Sample } from '@laurel/statistics';
import { type Asking, withMeta } from '../answer-meta.ts';
import { figuresOf } from '../course-overview/course-overview.question.ts';
import { shapeFor } from '../enrolments/enrolments.query.ts';
import { differenceOfRates, differenceOfScores, rateOf } from '../figures.ts';
import { type GroupCounts, groupCounts, type GroupScores, groupScores, keyOf, valueOf } from './compare.query.ts';

/** Groups of enrolments side by side, each held against the baseline. */
export const askCompare = (warehouse: Warehouse, question: CompareQuestion, asking: Asking): Promise<CompareAnswer> => {
  const asOf = question.asOf === undefined ? asking.now : new Date(question.asOf);
  return withMeta(
    warehouse,
    asking,
    { asOf, definition: DEFINITION },
    comparison(warehouse, question, { ...asking, asOf }),
  );
};

const comparison = async (
  warehouse: Warehouse,
  question: CompareQuestion,
  { asker, limits, asOf }: Asking & { readonly asOf: Date },
): Promise<Omit<CompareAnswer, 'meta'>> => {
  const { where, periods, baseline, limit } = question;
  const shape = await shapeFor(warehouse, { where, asOf, asker }, limits);
  const always = baseline === undefined ? [] : [keyOf(baseline)];
  // Periods are asked for by name: all of them.
  const most = periods ? periods.length : limit;
  const query = { enrolments: { where, asOf, asker, shape }, grouping: question, limit: most, always };
  const counts = await groupCounts(warehouse, query, limits);
  const found = counts.map(({ key }) => key);
  const scores = found.length === 0 ? [] : await groupScores(warehouse, query, found, limits);
  const inOrder = periods ? periods.map(({ name }) => keyOf(name)) : bySize(counts);
  const keys = [...new Set([...inOrder, ...always])];
  const groups = keys.map((key) => measured(key, counts, scores, question));
  const against = groups.find(({ key }) => key === (always[0] ?? keys[0]));
  const compared = groups.map((group) => held(group, against, question));
  const differences = compared
    .flatMap((group) => Object.values(group.differences ?? {}))
    .filter((one) => one !== null).length;
  return {
    groups: compared,
    leftOut: Number(counts[0]?.all_groups ?? 0) - counts.length,
    intervals: { differences, missedByChance: differences * (1 - question.level) },
  };
};

const bySize = (counts: readonly GroupCounts[]): readonly string[] =>
  [...counts]
    .sort((a, b) => Number(b.enrolments) - Number(a.enrolments) || (a.key < b.key ? -1 : 1))
    .map(({ key }) => key);

type Measured = Omit<ComparedGroup, 'baseline' | 'differences'> & { readonly key: string; readonly sample: Sample };

/** What there is of one group by itself; a group that nobody is in has figures too. */
const measured = (
  key: string,
  counts: readonly GroupCounts[],
  scores: readonly GroupScores[],
  precision: CompareQuestion,
): Measured => {
  const count = counts.find((one) => one.key === key) ?? NOBODY;
  const score = scores.find((one) => one.key === key) ?? NO_SCORES;
  const figures = figuresOf(count, score);
  const { enrolments, completed } = figures;
  const passed = completed.pass + completed.distinction;
  const finished = passed + completed.fail + completed.other;
  const assessed = Number(score.assessed);
  return {
    key,
    value: valueOf(key),
    ...figures,
    rates: {
      finished: rateOf(finished, enrolments, precision),
      passed: rateOf(passed, finished, precision),
      withdrawn: rateOf(figures.withdrawn, enrolments, precision),
      neverStarted: rateOf(figures.neverStarted, enrolments, precision),
    },
    score: {
      enrolments: assessed,
      mean: score.average,
      standardDeviation: score.variance === null ? null : Math.sqrt(score.variance),
    },
    sample: { size: assessed, mean: score.average ?? 0, variance: score.variance ?? 0 },
  };
};

const held = (
  { key, sample, ...group }: Measured,
  against: Measured | undefined,
  precision: CompareQuestion,
): ComparedGroup => {
  if (!against || against.key === key) return { ...group, baseline: true, differences: null };
  const rate = (name: keyof ComparedGroup['rates']) =>
    differenceOfRates(group.rates[name], against.rates[name], precision);
  return {
    ...group,
    baseline: false,
    differences: {
      finished: rate('finished'),
      passed: rate('passed'),
      withdrawn: rate('withdrawn'),
      neverStarted: rate('neverStarted'),
      score: differenceOfScores(sample, against.sample, precision),
    },
  };
};

const NOBODY: GroupCounts = {
  ...{ key: '', all_groups: '0', enrolments: '0', learners: '0', never_started: '0', current: '0' },
  ...{ active_last_7_days: '0', withdrawn: '0', lapsed: '0', returned: '0' },
  ...{ pass: '0', distinction: '0', fail: '0', other: '0' },
};
const NO_SCORES: GroupScores = {
  ...{ key: '', submitted: '0', scored: '0', passed: '0', mean: null, median: null },
  ...{ assessed: '0', average: null, variance: null },
};

export const DEFINITION = {
  groups:
    'enrolments by the text of the field as of asOf (of a person the latest told, of an enrolment what was said when it ' +
    'began), or by the period in which they were first told to begin; the other figures as in course-overview',
  'rates.finished': 'completed with any result / enrolments, with the Wilson interval',
  'rates.passed': 'completed with pass or distinction / completed, with the Wilson interval',
  'rates.withdrawn': 'withdrawn and not back / enrolments, with the Wilson interval',
  'rates.neverStarted': 'enrolments without any activity / enrolments, with the Wilson interval',
  score: 'mean over enrolments with a score of the mean of their scaled results, and its standard deviation (n - 1)',
  differences:
    "the group's figure less the baseline's; of rates with Newcombe's interval, of mean scores with Welch's; enrolments of one " +
    'learner are counted as if they were of several',
  small: 'fewer than `smallBelow` to count among (of a difference in either group)',
  leftOut: 'groups beyond the limit; the baseline is always in',
  'intervals.missedByChance':
    'differences x (1 - level): the more groups, the more of them look different by chance alone',
};
