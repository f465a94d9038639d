import { formatCount, MAX_LINES } from '@laurel/web-ui';
import { type Group } from './curve-in-words.ts';
import { type CurveSearch } from './curve-search.ts';

/** The largest groups that can be told apart in one picture. */
export const drawn = (groups: readonly Group[]): readonly Group[] =>
  groups.length <= MAX_LINES ? groups : [...groups].sort((a, b) => b.learners - a.learners).slice(0, MAX_LINES);

export const drawnInWords = (groups: readonly Group[]): string =>
  groups.length <= MAX_LINES
    ? ''
    : ` Drawn are the largest ${MAX_LINES} of ${formatCount(groups.length)} groups; the table has all.`;

export const timeLabel = ({ origin }: CurveSearch): string =>
  origin === 'run-start' ? 'days since the start of the run' : 'days since enrolling';
