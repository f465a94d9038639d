import { z } from 'zod';
import { eventType } from '../questions/condition.ts';

/** The version of this language: it is stored with whatever is written in it. */
export const CRITERIA_VERSION = 1;

const scalar = z.union([z.string().max(1000), z.number(), z.boolean()]);
export type Scalar = z.infer<typeof scalar>;
const days = z.number().nonnegative().max(36_500);

/** How a value that may be missing compares: a missing one equals nothing, is in nothing, and differs from everything. */
const comparison = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('eq'), value: scalar }),
  z.strictObject({ op: z.literal('ne'), value: scalar }),
  z.strictObject({ op: z.literal('in'), value: z.array(scalar).min(1).max(100) }),
]);
export type Comparison = z.infer<typeof comparison>;

const fieldTest = z.strictObject({ field: z.string().min(1).max(256), test: comparison });
export type FieldTest = z.infer<typeof fieldTest>;

const eventMatch = z.strictObject({
  event: eventType,
  /** All hold for the event's data. */
  where: z.array(fieldTest).max(10).optional(),
});
export type EventMatch = z.infer<typeof eventMatch>;

/**
 * `enrolled`: when the present stay in the course began, after a return the return; `begun`: that, or the start of the
 * run if it is later.
 */
const moment = z.enum(['enrolled', 'begun']);
export type Moment = z.infer<typeof moment>;

const facts = {
  events: z.array(eventMatch).min(1).max(30).readonly(),
  /** What these facts are called together, in the reasons. */
  called: z.string().min(1).max(80),
  /** `enrolment`: facts of this enrolment; `course`: any of the learner's facts about the course. */
  of: z.enum(['enrolment', 'course']).default('enrolment'),
  /** Only those of the last so many days. */
  within: z.strictObject({ days }).optional(),
  /** Only those at or after the moment. */
  since: moment.optional(),
};

const performed = z.strictObject({ is: z.literal('performed'), ...facts });
const notPerformed = z.strictObject({ is: z.literal('notPerformed'), ...facts });
const count = z.strictObject({
  is: z.literal('count'),
  ...facts,
  atLeast: z.int().nonnegative().optional(),
  atMost: z.int().nonnegative().optional(),
});
const state = z.strictObject({ is: z.literal('state'), state: z.enum(['current', 'withdrawn', 'completed']) });
/** So many days have gone by since the moment: at least 0 (the moment has come), both limits inclusive. */
const elapsed = z.strictObject({
  is: z.literal('elapsed'),
  since: moment,
  atLeast: days.optional(),
  atMost: days.optional(),
});
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

export type FactsCriterion = z.infer<typeof performed | typeof notPerformed | typeof count>;
export type StateCriterion = z.infer<typeof state>;
export type ElapsedCriterion = z.infer<typeof elapsed>;
export type AttributeCriterion = z.infer<typeof attribute>;
export type AssessmentCriterion = z.infer<typeof assessment>;
export type Leaf = FactsCriterion | StateCriterion | ElapsedCriterion | AttributeCriterion | AssessmentCriterion;
export type Criterion =
  | Leaf
  | { readonly is: 'and'; readonly all: readonly Criterion[] }
  | { readonly is: 'or'; readonly all: readonly Criterion[] }
  | { readonly is: 'not'; readonly the: Criterion };

/**
 * The one language for people: what must be true of a learner's enrolment at a time. It has two readers that mean the
 * same: `evaluate` for one enrolment, with reasons, and the compiler to one ClickHouse query in criteria/read-model.
 */
export const criterion: z.ZodType<Criterion> = z.lazy(() =>
  z.discriminatedUnion('is', [
    performed,
    notPerformed,
    count,
    state,
    elapsed,
    attribute,
    assessment,
    z.strictObject({ is: z.literal('and'), all: z.array(criterion).min(1).max(20) }),
    z.strictObject({ is: z.literal('or'), all: z.array(criterion).min(1).max(20) }),
    z.strictObject({ is: z.literal('not'), the: criterion }),
  ]),
);

const MOST_DEEP = 10;
const MOST_PARTS = 60;

/** A criterion that a caller wrote: of a size that both readers answer. */
export const givenCriterion = z
  .unknown()
  .superRefine((value, context) => {
    const { depth, parts } = sizeOf(value);
    if (depth > MOST_DEEP) context.addIssue({ code: 'custom', message: `nests deeper than ${MOST_DEEP}` });
    if (parts > MOST_PARTS) context.addIssue({ code: 'custom', message: `has more than ${MOST_PARTS} parts` });
  })
  .pipe(criterion);

/** Not by recursion: whatever was sent is measured here before anything walks through it. */
const sizeOf = (value: unknown): { readonly depth: number; readonly parts: number } => {
  let level: readonly unknown[] = [value];
  let [depth, parts] = [0, 0];
  while (level.length > 0 && depth <= MOST_DEEP) {
    depth++;
    parts += level.length;
    level = level.flatMap(innerOf);
  }
  return { depth, parts };
};

const innerOf = (value: unknown): readonly unknown[] => {
  if (typeof value !== 'object' || value === null) return [];
  const all: unknown = Reflect.get(value, 'all');
  return [...(Array.isArray(all) ? all : []), ...('the' in value ? [value.the] : [])];
};
