import { z } from 'zod';
import { eventMatch } from './comparison.ts';

export const days = z.number().nonnegative().max(36_500);

/**
 * `enrolled`: when the present stay in the course began, after a return the return; `begun`: that, or the start of the
 * run if it is later.
 */
export const moment = z.enum(['enrolled', 'begun']);
export type Moment = z.infer<typeof moment>;

/** A fact by what it says and whether it is the first or the latest such fact; where there is none, nothing is since it. */
const anchor = z.strictObject({ the: z.enum(['first', 'latest']), fact: eventMatch });
export type Anchor = z.infer<typeof anchor>;

/** From so many days before the fact to so many after it, both inclusive. */
const near = anchor.extend({ before: days.default(0), after: days.default(0) });
export type Near = z.infer<typeof near>;

/** The last so many days. With `awayStops` days on leave or travelling are not among them. */
const lastDays = z.strictObject({ days, awayStops: z.literal(true).optional() });

const windows = {
  /** Only those of the last so many days. */
  within: lastDays.optional(),
  /** Only those around another fact. */
  near: near.optional(),
};

/** Which of an enrolment's facts are looked at. */
export const ofEnrolmentWindows = {
  ...windows,
  /** Only those at or after the moment or fact. */
  since: z.union([moment, anchor]).optional(),
};

/** Which of a person's facts are looked at. */
export const ofLearnerWindows = { ...windows, since: anchor.optional() };

/** So many days have gone by: at least 0 (the moment has come), both limits inclusive. */
const elapsedDays = {
  atLeast: days.optional(),
  atMost: days.optional(),
  /** Days on leave or travelling do not count. */
  awayStops: z.literal(true).optional(),
};
export const elapsedOfEnrolment = { since: z.union([moment, anchor]), ...elapsedDays };
export const elapsedOfLearner = { since: anchor, ...elapsedDays };
