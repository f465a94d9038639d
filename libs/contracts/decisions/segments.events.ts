import { defineEvent } from '@laurel/kernel';
import { z } from 'zod';
import { segmentId } from '../criteria/learner-leaves.ts';
import { population } from '../criteria/population.ts';

export const segmentTitle = z.string().min(1).max(200);

/** Somebody wrote a segment, or a new version of one: stream `segment-<segment>`. About no learner, so it stays here. */
export const SegmentDefined = defineEvent(
  'engagement.SegmentDefined',
  1,
  z.strictObject({
    segment: segmentId,
    version: z.int().positive(),
    title: segmentTitle,
    population,
    /** The version of the language in which its criterion is written. */
    criteriaVersion: z.int().positive(),
    /** Fixed: those who belonged to it as known at that time, kept in the stream `segment-members-<list>`. */
    fixed: z
      .strictObject({ asOf: z.iso.datetime(), list: z.string().min(1), learners: z.int().nonnegative() })
      .optional(),
  }),
);

/** Part of the people of a fixed segment: stream `segment-members-<list>`, written before the segment names the list. */
export const SegmentMembersKept = defineEvent(
  'engagement.SegmentMembersKept',
  1,
  z.strictObject({ list: z.string().min(1), learners: z.array(z.string()) }),
);

/** Nobody should use the segment in anything new: stream `segment-<segment>`. What names a version of it goes on. */
export const SegmentArchived = defineEvent('engagement.SegmentArchived', 1, z.strictObject({ segment: segmentId }));
