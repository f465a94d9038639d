import { formatCount, formatNumber, type IntervalPoint } from '@laurel/web-ui';
import { type Schemas } from '../../api.ts';
import { type FIGURES } from './compare-search.ts';

type Group = Schemas['AskCompareAnswer']['groups'][number];
export type FigureName = (typeof FIGURES)[number];

/** What each figure is called, with what it is a share of. */
export const FIGURE_NAMES: Readonly<Record<FigureName, string>> = {
  finished: 'Finished, of enrolments',
  passed: 'Passed, of those who finished',
  withdrawn: 'Left, of enrolments',
  neverStarted: 'Never started, of enrolments',
  score: 'Mean score, of enrolments with a score',
};

export const groupName = ({ value }: Pick<Group, 'value'>): string => value ?? 'not told';

const keyed = (group: Group) => ({
  key: JSON.stringify(group.value),
  label: groupName(group),
  isBaseline: group.baseline,
});

/** A figure of a group with its interval; of a mean score the answer has none. */
export const pointOf = (group: Group, figure: FigureName): IntervalPoint => {
  if (figure === 'score') {
    const { mean, enrolments } = group.score;
    return { ...keyed(group), estimate: mean, lower: null, upper: null, of: `of ${formatCount(enrolments)}` };
  }
  const { rate, lower, upper, small, count, of } = group.rates[figure];
  return { ...keyed(group), estimate: rate, lower, upper, small, of: `${formatCount(count)} of ${formatCount(of)}` };
};

/** How a group differs from the one it is compared with; undefined of that one itself. */
export const differenceOf = (group: Group, figure: FigureName): IntervalPoint | undefined => {
  if (group.differences === null) return undefined;
  const difference = group.differences[figure];
  return difference === null
    ? { ...keyed(group), estimate: null, lower: null, upper: null, of: 'nothing to compare' }
    : { ...keyed(group), ...difference, of: surely(difference) };
};

const surely = ({ lower, upper }: { readonly lower: number; readonly upper: number }): string => {
  if (lower > 0) return 'more';
  return upper < 0 ? 'less' : 'may be none';
};

/** A difference of shares is in points, not in percent of a percent. */
export const formatPoints = (value: number | null): string =>
  value === null ? formatNumber(null) : `${formatSigned(value)} points`;

/** The same without its unit. */
export const formatSigned = (value: number | null): string => {
  if (value === null) return formatNumber(null);
  const text = formatNumber(Math.abs(value) * 100);
  if (text === formatNumber(0)) return text;
  return `${value > 0 ? '+' : '−'}${text}`;
};
