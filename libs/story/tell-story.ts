import { type CloudEvent } from '@laurel/contracts';
import { calendarUntil } from './calendar.ts';
import { consultingDescribed } from './consulting-course.ts';
import { journeyOf } from './consulting-journey.ts';
import { engineersOf } from './engineers.ts';
import { enrolmentsOf } from './enrolments.ts';
import { escalations } from './escalations.ts';
import { peopleOf, type StoryPerson } from './people.ts';
import { type Invitations } from './hearing.ts';
import { personnel } from './personnel.ts';
import { securityTraining } from './security-training.ts';
import { tell } from './telling.ts';

export interface StoryOptions {
  readonly seed: string;
  /** The story ends here, and so counts back fourteen months from here. */
  readonly until: Date;
  /** Who was sent an invitation to the certification, and when, as Laurel decided it; left out: nobody. */
  readonly invited?: Invitations;
}

export interface Story {
  /** In the order in which they were told; `recordedtime` says when, so the key needs the scope `backfill`. */
  readonly events: readonly CloudEvent[];
  readonly people: readonly StoryPerson[];
}

const NOBODY: Invitations = new Map();

/**
 * The sample story: a voluntary course that many began and few finished, and the certification that changed it. The
 * same seed, end and invitations give the same bytes; an invitation changes nothing that was told before its day.
 */
export const tellStory = ({ seed, until, invited = NOBODY }: StoryOptions): Story => {
  const calendar = calendarUntil(until);
  const engineers = engineersOf(seed, calendar);
  const journeys = enrolmentsOf(engineers, calendar, { seed, invited }).map((enrolment) => ({
    learner: enrolment.engineer.learner,
    ...journeyOf(enrolment, calendar, seed),
  }));
  const certifiedAt = new Map(
    journeys.flatMap(({ learner, certifiedAt }) =>
      certifiedAt === undefined ? [] : [[learner, certifiedAt] as const],
    ),
  );
  const facts = [
    ...personnel(engineers, calendar),
    ...consultingDescribed(calendar),
    ...securityTraining(engineers, calendar, seed),
    ...journeys.flatMap((journey) => journey.facts),
    ...escalations(engineers, certifiedAt, calendar, seed),
  ];
  return { events: tell(facts, calendar.end, seed), people: peopleOf(engineers, seed) };
};
