import { defineEvent, type EventOf } from '@laurel/kernel';
import { z } from 'zod';

/**
 * A report to a person fell due, once: stream `firing-<firing>`. The id is made of the subscription and the local time of
 * its schedule, or the number of its alert, however often we look. What it says is asked for when it is sent, as known at
 * `asOf`.
 */
export const ReportFellDue = defineEvent(
  'insights.ReportFellDue',
  1,
  z.strictObject({
    firing: z.string().min(1),
    subscription: z.uuid(),
    savedQuestion: z.uuid(),
    version: z.int().positive(),
    /** Who gets it. */
    learner: z.string().min(1),
    asOf: z.iso.datetime(),
    because: z.string().min(1),
    /** Counts the alerts of a subscription, from 1; not there for a schedule. */
    alert: z.int().positive().optional(),
    /** Reports that fell due earlier while nobody looked: this one stands for them. */
    passedOver: z.int().nonnegative(),
  }),
);
export type ReportDue = EventOf<typeof ReportFellDue>['data'];
