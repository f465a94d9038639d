import { type Calendar, calendarUntil, DAY, HOUR } from './calendar.ts';

/** When who tells the story lets the owner act, and Laurel look. */
export interface Moments {
  /** The certification is announced, and the campaign prepared. */
  readonly announced: Date;
  /** The first wave of the campaign begins. */
  readonly firstWave: Date;
  /** In their order, up to the end of the story. */
  readonly looks: readonly Date[];
}

export const momentsUntil = (until: Date): Moments => {
  const calendar = calendarUntil(until);
  const looks = [...aroundWaves(calendar), ...monthsAfter(calendar)].filter((look) => look < calendar.end);
  return {
    announced: new Date(calendar.certification + 9 * HOUR),
    firstWave: new Date(calendar.firstWave),
    looks: looks.map((look) => new Date(look)),
  };
};

/** It is morning then where it was night at two in the afternoon (UTC). */
const MORNING_IN_THE_EAST = 11 * HOUR;

/** A day before each wave, when it begins, and in the morning of those for whom it was night; two weeks behind the last is the time of its reminders. */
const aroundWaves = ({ firstWave }: Calendar): readonly number[] =>
  [0, 14, 28, 42].flatMap((days) => {
    const begins = firstWave + days * DAY;
    return [begins - 20 * HOUR, begins, begins + MORNING_IN_THE_EAST];
  });

const monthsAfter = ({ firstWave, end }: Calendar): readonly number[] => {
  const looks: number[] = [];
  for (let look = firstWave + 70 * DAY; look < end - DAY; look += 28 * DAY)
    looks.push(look, look + MORNING_IN_THE_EAST);
  return [...looks.filter((look) => look < end - DAY), end - 10 * HOUR];
};
