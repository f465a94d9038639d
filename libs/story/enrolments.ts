import { type Calendar, DAY, workingMoment } from './calendar.ts';
import { type Engineer } from './engineers.ts';
import { type Random, randomOf } from './random.ts';

/** Somebody decides to take the course, by themselves. */
export interface Enrolment {
  readonly engineer: Engineer;
  readonly at: number;
  readonly starts: boolean;
}

/** Enrolled lately and never started: those whom a rule should find today. */
const RECENT_WITHOUT_START = 24;

/**
 * Two waves: a good third when the course opens, fading over months; then the certification is advertised, and more
 * come by themselves. Who enrolled within the last weeks starts soon, but for a known few.
 */
export const enrolmentsOf = (
  engineers: readonly Engineer[],
  calendar: Calendar,
  seed: string,
): readonly Enrolment[] => {
  const enrolments: Enrolment[] = [];
  let waiting = RECENT_WITHOUT_START;
  for (const engineer of engineers) {
    const random = randomOf(`${seed}/${engineer.learner}/enrolment`);
    const day = dayOfEnrolment(engineer, calendar, random);
    if (day === undefined) {
      if (waiting > 0 && random.chance(0.12)) {
        waiting--;
        enrolments.push({
          engineer,
          at: momentOn(calendar.end - random.whole(16, 26) * DAY, engineer, random),
          starts: false,
        });
      }
      continue;
    }
    enrolments.push({ engineer, at: momentOn(day, engineer, random), starts: willStart(day, calendar, random) });
  }
  return enrolments;
};

const momentOn = (day: number, { place }: Engineer, random: Random): number =>
  workingMoment(day, place.utcOffset, random);

const dayOfEnrolment = ({ drive, role }: Engineer, calendar: Calendar, random: Random): number | undefined => {
  const inclined = role === 'implementation engineer' ? drive : drive * 1.4;
  const atOpening = calendar.opening + random.waiting(55) * DAY;
  if (random.chance(0.34 * inclined) && atOpening < calendar.certification) return atOpening;
  // Three mailings and the desks of the first certified colleagues.
  const advertised = calendar.certification + random.pick([1, 1, 30, 75]) * DAY + random.waiting(18) * DAY;
  return random.chance(0.5 * inclined) && advertised < calendar.end ? advertised : undefined;
};

const willStart = (day: number, calendar: Calendar, random: Random): boolean => {
  if (day > calendar.end - 45 * DAY) return true;
  return !random.chance(day < calendar.certification ? 0.24 : 0.07);
};
