import { type Calendar, DAY, workingMoment } from './calendar.ts';
import { type Engineer } from './engineers.ts';
import { type Channel, heardOf, type Invitations } from './hearing.ts';
import { type Random, randomOf } from './random.ts';

/** Somebody decides to take the course, by themselves. */
export interface Enrolment {
  readonly engineer: Engineer;
  readonly at: number;
  readonly starts: boolean;
  /** Where they heard of the certification, where their enrolment tells it. */
  readonly channel?: Channel | undefined;
}

export interface EnrolmentOptions {
  readonly seed: string;
  readonly invited: Invitations;
}

/** Enrolled lately and never started: those whom a rule should find today. */
const RECENT_WITHOUT_START = 24;

/**
 * Two tides: a good third when the course opens, fading over months; then the certification is announced, and more come
 * by themselves, most of them when they are invited. Who enrolled within the last weeks starts soon, but for a known few.
 */
export const enrolmentsOf = (
  engineers: readonly Engineer[],
  calendar: Calendar,
  { seed, invited }: EnrolmentOptions,
): readonly Enrolment[] => {
  let waiting = RECENT_WITHOUT_START;
  return engineers.flatMap((engineer): Enrolment[] => {
    const random = randomOf(`${seed}/${engineer.learner}/enrolment`);
    const invitedAt = invited.get(engineer.learner)?.getTime();
    const found = comingOf(engineer, { calendar, random, invitedAt });
    if (found) {
      const at = momentOn(found.day, engineer, random);
      return [{ engineer, at, starts: willStart(found.day, calendar, random), channel: found.channel }];
    }
    if (waiting === 0 || !random.chance(0.12)) return [];
    waiting--;
    const at = momentOn(calendar.end - random.whole(20, 30) * DAY, engineer, random);
    return [{ engineer, at, starts: false }];
  });
};

const momentOn = (day: number, { place }: Engineer, random: Random): number =>
  workingMoment(day, place.utcOffset, random);

interface Chances {
  readonly calendar: Calendar;
  readonly random: Random;
  readonly invitedAt: number | undefined;
}

/** The day on which somebody enrols, and what brought them. */
const comingOf = (
  engineer: Engineer,
  { calendar, random, invitedAt }: Chances,
): { readonly day: number; readonly channel?: Channel | undefined } | undefined => {
  const inclined = engineer.role === 'implementation engineer' ? engineer.drive : engineer.drive * 1.4;
  const atOpening = calendar.opening + random.waiting(55) * DAY;
  if (random.chance(0.34 * inclined) && atOpening < calendar.certification) return { day: atOpening };
  const [first] = heardOf({ inclined, invitedAt }, calendar, random).toSorted((a, b) => a.day - b.day);
  return first && first.day < calendar.end ? first : undefined;
};

const willStart = (day: number, calendar: Calendar, random: Random): boolean => {
  if (day > calendar.end - 45 * DAY) return true;
  return !random.chance(day < calendar.certification ? 0.24 : 0.07);
};
