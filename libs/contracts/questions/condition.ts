import { z } from 'zod';
import { decisionEvents } from '../decisions/decision-events.ts';
import { learningEvents } from '../learning/learning-events.ts';

export const instant = z.iso.datetime({ offset: true });
export const eventType = z.enum([...learningEvents, ...decisionEvents].map((definition) => definition.type));

const scalar = z.union([z.string().max(1000), z.number(), z.boolean()]);
const comparable = z.union([z.string().max(1000), z.number()]);

/**
 * `event.<field>` a field of data (nested with dots), `enrolment.<name>` what was said at the enrolment, `person.<name>`
 * the person's attribute as of the event (as of `asOf` in questions about enrolments), `course` and `run` stand alone.
 */
export const field = z.string().regex(/^(course|run|(event|enrolment|person)\..{1,256})$/su, {
  error: 'a field is course, run, event.<field>, enrolment.<name> or person.<name>',
});

export const condition = z.discriminatedUnion('op', [
  z.strictObject({ field, op: z.enum(['eq', 'ne']), value: scalar }),
  z.strictObject({ field, op: z.literal('in'), value: z.array(scalar).min(1).max(1000) }),
  z.strictObject({ field, op: z.enum(['lt', 'lte', 'gt', 'gte']), value: comparable }),
  /** `value: false` asks for the absence. */
  z.strictObject({ field, op: z.literal('exists'), value: z.boolean().default(true) }),
  z.strictObject({ field, op: z.literal('contains'), value: z.string().min(1).max(1000) }),
]);
export type Condition = z.output<typeof condition>;

/** All of them are true. */
export const where = z.array(condition).max(50).default([]);
export const asOf = instant.optional().describe('Answers as known at that time');

/** Conditions on enrolments: they are no events, so `event.<field>` means nothing there. */
export const aboutEnrolments = where.refine((all) => all.every((one) => !one.field.startsWith('event.')), {
  error: 'a question about enrolments filters by course, run, enrolment.<name> and person.<name>',
});
