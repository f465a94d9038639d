import { z } from 'zod';
import { communicationsEvents } from '../decisions/communications.events.ts';
import { behindFigure } from '../questions/funnel-people.question.ts';
import { comparison } from './comparison.ts';
import { eventsMeant, howMany } from './enrolment-leaves.ts';
import { elapsedOfLearner, ofLearnerWindows } from './windows.ts';

/** Facts of a person about any course or none, and what Laurel decided about them. */
const facts = { ...eventsMeant, ...ofLearnerWindows };

const performed = z.strictObject({ is: z.literal('performed'), ...facts });
const notPerformed = z.strictObject({ is: z.literal('notPerformed'), ...facts });
const count = z.strictObject({ is: z.literal('count'), ...facts, ...howMany });
const elapsed = z.strictObject({ is: z.literal('elapsed'), ...elapsedOfLearner });

/** What was said latest about the person. */
const attribute = z.strictObject({
  is: z.literal('attribute'),
  of: z.literal('person').default('person'),
  name: z.string().min(1).max(256),
  test: comparison,
});

/** A message to the person came so far, as its decisions tell. */
const message = z.strictObject({
  is: z.literal('message'),
  event: z.enum(communicationsEvents.map(({ type }) => type)),
  rule: z.string().min(1).max(256).optional(),
  campaign: z.string().min(1).max(256).optional(),
  template: z.string().min(1).max(256).optional(),
  ...ofLearnerWindows,
});

export const segmentId = z
  .string()
  .max(100)
  .regex(/^[a-z][a-z0-9-]*$/, { error: 'a segment is named by small letters, digits and hyphens' });

/** In the segment, by one version of its definition: without one the newest counts when it is looked at. */
const segment = z.strictObject({
  is: z.literal('segment'),
  segment: segmentId,
  version: z.int().positive().optional(),
});

/** Behind a figure of a funnel; a saved one is written out when the criterion is kept. */
const funnel = z.strictObject({
  is: z.literal('funnel'),
  people: z.union([
    behindFigure,
    z.strictObject({ saved: z.uuid(), step: z.int().min(1), place: behindFigure.shape.place }),
  ]),
});

export const learnerLeaves = [performed, notPerformed, count, elapsed, attribute, message, segment, funnel] as const;

export type LearnerFactsCriterion = z.infer<typeof performed | typeof notPerformed | typeof count>;
export type LearnerElapsedCriterion = z.infer<typeof elapsed>;
export type LearnerAttributeCriterion = z.infer<typeof attribute>;
export type MessageCriterion = z.infer<typeof message>;
export type SegmentCriterion = z.infer<typeof segment>;
export type FunnelCriterion = z.infer<typeof funnel>;
