import { z } from 'zod';
import { eventType, where } from './condition.ts';

export const MAX_FUNNEL_STEPS = 60;
export const MAX_EXCLUSIONS = 10;
export const MAX_FIRST_EVER_STEPS = 20;

const oneOfSeveral = z.strictObject({ event: eventType, where });

const events = {
  event: eventType.optional(),
  where,
  anyOf: z.array(oneOfSeveral).min(1).max(20).optional().describe('Any of these, instead of `event`'),
};
const namesOneOrSeveral = (one: { event?: unknown; anyOf?: unknown }): boolean =>
  (one.event === undefined) !== (one.anyOf === undefined);

export const funnelStep = z
  .strictObject({
    name: z.string().min(1).max(200).optional(),
    ...events,
    occurrence: z
      .enum(['any', 'first-ever', 'first-matching'])
      .default('any')
      .describe(
        'first-ever: only the first event of its kind that the learner (or enrolment) ever had, if it matches `where`; ' +
          'first-matching: only the first that matches; any: every one that matches. Of one instant all are first',
      ),
  })
  .refine(namesOneOrSeveral, { error: 'a step names either one event or anyOf several', path: ['event'] });
export type FunnelStep = z.output<typeof funnelStep>;

const stepNumber = z.int().min(1).max(MAX_FUNNEL_STEPS);

export const funnelExclusion = z
  .strictObject({
    ...events,
    after: stepNumber.describe('Acts after this step, counted from 1'),
    before: stepNumber.describe('and before this one; where it is never reached, to the end of the window'),
  })
  .refine(namesOneOrSeveral, { error: 'an exclusion names either one event or anyOf several', path: ['event'] })
  .refine(({ after, before }) => after < before, {
    error: 'spans nothing: `before` is a later step than `after`',
    path: ['before'],
  });
export type FunnelExclusion = z.output<typeof funnelExclusion>;
