import { type Criterion } from '@laurel/contracts';
import { changesOf, type History } from './history.ts';
import { DAY_MS } from './words.ts';

/**
 * Times, in milliseconds, among which are all at which the answer to a criterion about this history may turn: when what is
 * known changes, and when so many days have gone by since something, or are left until it. Between two of them the answer
 * stays as it is just behind the first. Rather too many than too few: every number in the criterion may be one of days, and
 * every date in the facts something that is waited for.
 */
export function* turningTimes(criteria: readonly Criterion[], history: History): Generator<number> {
  yield* changesOf(history);
  const distances = [...new Set([...numbersIn(criteria), ...statedDays(history)])].map((days) => days * DAY_MS);
  for (const moment of new Set(momentsOf(history))) {
    yield moment;
    for (const distance of distances) {
      yield moment + distance;
      yield moment - distance;
    }
  }
}

/** Whether clocks stand still while somebody is away: then the answer may turn on any day. */
export const stopsClocks = (criteria: readonly Criterion[]): boolean =>
  JSON.stringify(criteria).includes('"awayStops":true');

const numbersIn = (part: unknown): readonly number[] => {
  if (typeof part === 'number') return [part];
  return typeof part === 'object' && part !== null ? Object.values(part).flatMap(numbersIn) : [];
};

const DATE = /^\d{4}-\d\d-\d\dT/;

const datesIn = (part: unknown): readonly number[] => {
  if (typeof part === 'string') return DATE.test(part) ? [Date.parse(part)] : [];
  return typeof part === 'object' && part !== null ? Object.values(part).flatMap(datesIn) : [];
};

const momentsOf = ({ facts, courseDescriptions, personDescriptions }: History): readonly number[] =>
  [...facts, ...courseDescriptions, ...personDescriptions].flatMap(({ occurredAt, data }) => [
    occurredAt.getTime(),
    ...datesIn(data),
  ]);

/** A period that the course states: until it lapses, for how long something is valid. */
const statedDays = ({ courseDescriptions }: History): readonly number[] =>
  courseDescriptions.flatMap(({ data }) => Object.values(data).flatMap(daysIn));

const daysIn = (value: unknown): readonly number[] =>
  typeof value === 'object' && value !== null && 'days' in value && typeof value.days === 'number' ? [value.days] : [];
