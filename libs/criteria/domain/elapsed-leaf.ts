import { type ElapsedCriterion, type LearnerElapsedCriterion } from '@laurel/contracts';
import { because, type Fact } from './enrolment.ts';
import { type Finding } from './finding.ts';
import { awayWords, momentWords } from './window-words.ts';
import { anchorOf, clockOf, type Surroundings, timeOf } from './window.ts';
import { DAY_MS, dayOf, deedOf, plural } from './words.ts';

/** What the time is counted from, in words, and the fact that tells it. */
export interface Beginning {
  readonly fact: Fact;
  readonly called: string;
}

/** So much time has gone by; what never happened has not begun to be any time ago. */
export const ofElapsed = (
  criterion: ElapsedCriterion | LearnerElapsedCriterion,
  around: Surroundings,
  moment?: Beginning,
): Finding => {
  const { since } = criterion;
  const beginning = moment ?? (typeof since === 'string' ? undefined : beginningAt(since, around));
  const from = timeOf(since, around);
  if (from && beginning) return sinceThen(criterion, around, { ...beginning, from });
  const absent = because(`there is no ${momentWords(since).replace(/^the /, '')}`);
  return { holds: false, because: [absent], otherwise: [] };
};

const sinceThen = (
  { atLeast = 0, atMost, awayStops }: ElapsedCriterion | LearnerElapsedCriterion,
  around: Surroundings,
  { from, ...beginning }: Beginning & { readonly from: Date },
): Finding => {
  const elapsed = clockOf(awayStops, around)(from.getTime(), around.at.getTime());
  const early = elapsed < atLeast * DAY_MS;
  const late = atMost !== undefined && elapsed > atMost * DAY_MS;
  const limit = `${late ? `more than ${plural(atMost, 'day')}` : `limit ${plural(atLeast, 'day')}`}${awayWords(awayStops)}`;
  return {
    holds: !early && !late,
    because: [
      because(`${beginning.called} on ${dayOf(from)} (${distance(elapsed / DAY_MS)}, ${limit})`, beginning.fact),
    ],
    otherwise: late ? [] : turnOf(from, early ? atLeast : atMost, awayStops),
  };
};

const beginningAt = (since: LearnerElapsedCriterion['since'], { facts }: Surroundings): Beginning | undefined => {
  const fact = anchorOf(since, facts);
  return fact && { fact, called: deedOf(fact.type) };
};

/** Nobody knows how long the next absence is. */
const turnOf = (from: Date, days: number | undefined, awayStops: true | undefined): readonly string[] => {
  if (days === undefined) return [];
  return [
    awayStops
      ? `${plural(days, 'day')} after, ${AWAY_WORDS}`
      : `from ${dayOf(new Date(from.getTime() + days * DAY_MS))} on`,
  ];
};

const AWAY_WORDS = 'days away not counted';

const distance = (days: number): string =>
  days < 0 ? `in ${plural(Math.ceil(-days), 'day')}` : `${plural(Math.floor(days), 'day')} ago`;
