import { formatCount, formatDays } from '@laurel/web-ui';
import { type Schemas } from '../../api.ts';
import { type CurveSearch } from './curve-search.ts';

export type Answer = Schemas['AskDropoutCurveAnswer'];
export type Group = Answer['groups'][number];

/** What is counted as leaving: told, or silence. */
export const leavingInWords = ({ silence }: CurveSearch): string => {
  if (silence === 'off') return 'left, and somebody told us';
  return silence === undefined
    ? 'left, or silent for as long as the course allows'
    : `left, or silent for ${formatDays(silence)}`;
};

export const nameOf = ({ value }: Pick<Group, 'value'>, by: string | undefined): string =>
  by === undefined ? 'everybody' : (value ?? 'not told');

export const medianInWords = ({ median }: Pick<Group, 'median'>): string =>
  median === null ? 'more than half are still in' : `half were gone after ${formatDays(median)}`;

/** A p-value as one would say it. */
export const chanceInWords = (p: number): string => {
  if (p < 0.001) return 'p < 0.001';
  return `p = ${p.toFixed(p < 0.1 ? 3 : 2)}`;
};

const USUAL_LIMIT = 0.05;

/** The log-rank test in words; the field's terms stand beside it. */
export const testInWords = ({ logRank }: Pick<Answer, 'logRank'>, within: string | undefined): string | undefined => {
  if (logRank === null || logRank.p === null) return undefined;
  const compared =
    within === undefined ? '' : `, compared within each ${within} (${formatCount(logRank.strata)} strata)`;
  const test = `log-rank test, ${chanceInWords(logRank.p)}${compared}`;
  return logRank.p < USUAL_LIMIT
    ? `The groups are lost at different speeds: if they were not, chance alone would seldom make them differ so much (${test}). What goes along with a group is not caused by it.`
    : `Chance alone could make the groups differ so much (${test}). That does not show that they are alike.`;
};
