import { type Anchor, type FactsCriterion, type LearnerFactsCriterion, type Moment } from '@laurel/contracts';
import { nounOf, plural } from './words.ts';

export type Windows = Pick<FactsCriterion | LearnerFactsCriterion, 'within' | 'near' | 'since'>;

/** The windows as the end of a sentence: " since the enrolment in the last 14 days". */
export const windowWords = ({ within, near, since }: Windows): string =>
  [
    ...(since === undefined ? [] : [`since ${momentWords(since)}`]),
    ...(near ? [nearWords(near)] : []),
    ...(within ? [`in the last ${plural(within.days, 'day')}${awayWords(within.awayStops)}`] : []),
  ]
    .map((words) => ` ${words}`)
    .join('');

export const awayWords = (awayStops: true | undefined): string => (awayStops ? ', days away not counted' : '');

export const momentWords = (since: Moment | Anchor): string =>
  typeof since === 'string' ? 'the enrolment' : `the ${since.the} ${nounOf(since.fact.event)}`;

const nearWords = ({ before, after, ...anchor }: NonNullable<Windows['near']>): string => {
  const days = [
    ...(before > 0 ? [`from ${plural(before, 'day')} before`] : []),
    ...(after > 0 ? [before > 0 ? `to ${plural(after, 'day')} after` : `within ${plural(after, 'day')} after`] : []),
  ];
  const span = days.length > 0 ? days.join(' ') : 'at the time of';
  return `${before > 0 && after === 0 ? `${span} until` : span} ${momentWords(anchor)}`;
};
