import { z } from 'zod';
import { comparison, eventMatch } from './comparison.ts';
import { elapsedOfEnrolment, ofEnrolmentWindows } from './windows.ts';

export const eventsMeant = {
  events: z.array(eventMatch).min(1).max(30).readonly(),
  /** What these facts are called together, in the reasons. */
  called: z.string().min(1).max(80),
};

export const howMany = { atLeast: z.int().nonnegative().optional(), atMost: z.int().nonnegative().optional() };

const facts = {
  ...eventsMeant,
  /** `enrolment`: facts of this enrolment; `course`: any of the learner's facts about the course. */
  of: z.enum(['enrolment', 'course']).default('enrolment'),
  ...ofEnrolmentWindows,
};

const performed = z.strictObject({ is: z.literal('performed'), ...facts });
const notPerformed = z.strictObject({ is: z.literal('notPerformed'), ...facts });
const count = z.strictObject({ is: z.literal('count'), ...facts, ...howMany });
const state = z.strictObject({ is: z.literal('state'), state: z.enum(['current', 'withdrawn', 'completed']) });
const elapsed = z.strictObject({ is: z.literal('elapsed'), ...elapsedOfEnrolment });

/** What was said about the person at the enrolment, or latest about the person. */
const attribute = z.strictObject({
  is: z.literal('attribute'),
  of: z.enum(['enrolment', 'person']),
  name: z.string().min(1).max(256),
  test: comparison,
});

/**
 * How the enrolment stands with the assessments of its course. `failed`: an attempt was not passed, and none was since or
 * before; `overdue`: it was due after the present stay began, that time has passed, and nothing was submitted. `first`:
 * only the one that is due before all others of its course or run (of equals, the least id), where any is.
 */
const assessment = z.strictObject({
  is: z.literal('assessment'),
  stands: z.enum(['failed', 'overdue']),
  which: z.literal('first').optional(),
});

export const enrolmentLeaves = [performed, notPerformed, count, state, elapsed, attribute, assessment] as const;

export type FactsCriterion = z.infer<typeof performed | typeof notPerformed | typeof count>;
export type StateCriterion = z.infer<typeof state>;
export type ElapsedCriterion = z.infer<typeof elapsed>;
export type AttributeCriterion = z.infer<typeof attribute>;
export type AssessmentCriterion = z.infer<typeof assessment>;
