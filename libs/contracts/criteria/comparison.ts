import { z } from 'zod';
import { eventType } from '../questions/condition.ts';

const scalar = z.union([z.string().max(1000), z.number(), z.boolean()]);
export type Scalar = z.infer<typeof scalar>;
const comparable = z.union([z.string().max(1000), z.number()]);

/**
 * How a value that may be missing compares: a missing one equals nothing, is in nothing, is neither less nor more, and
 * differs from everything. A value compares with one of its own type: a number as a number, a text by its bytes (ISO times
 * in order of time).
 */
export const comparison = z.discriminatedUnion('op', [
  z.strictObject({ op: z.enum(['eq', 'ne']), value: scalar }),
  z.strictObject({ op: z.literal('in'), value: z.array(scalar).min(1).max(100) }),
  z.strictObject({ op: z.enum(['lt', 'lte', 'gt', 'gte']), value: comparable }),
  /** `value: false` asks for the absence. */
  z.strictObject({ op: z.literal('exists'), value: z.boolean().default(true) }),
  z.strictObject({ op: z.literal('contains'), value: z.string().min(1).max(1000) }),
]);
export type Comparison = z.infer<typeof comparison>;

/** A field of an event's data, inner ones with dots: `score.scaled`. */
const fieldTest = z.strictObject({ field: z.string().min(1).max(256), test: comparison });
export type FieldTest = z.infer<typeof fieldTest>;

export const eventMatch = z.strictObject({
  event: eventType,
  /** All hold for the event's data. */
  where: z.array(fieldTest).max(10).optional(),
});
export type EventMatch = z.infer<typeof eventMatch>;
