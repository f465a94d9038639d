import { z } from 'zod';
import {
  type AssessmentCriterion,
  type AttributeCriterion,
  type ElapsedCriterion,
  enrolmentLeaves,
  type FactsCriterion,
  type StateCriterion,
} from './enrolment-leaves.ts';
import {
  type FunnelCriterion,
  type LearnerAttributeCriterion,
  type LearnerElapsedCriterion,
  type LearnerFactsCriterion,
  learnerLeaves,
  type MessageCriterion,
  type SegmentCriterion,
} from './learner-leaves.ts';

/**
 * The version of this language: it is stored with whatever is written in it. 2 added people, windows around facts, days
 * that do not count and more comparisons; every criterion of version 1 means the same in it.
 */
export const CRITERIA_VERSION = 2;

/** Criteria joined, of whatever they are about. */
export type Joined<Leaf> =
  | Leaf
  | { readonly is: 'and'; readonly all: readonly Joined<Leaf>[] }
  | { readonly is: 'or'; readonly all: readonly Joined<Leaf>[] }
  | { readonly is: 'not'; readonly the: Joined<Leaf> };

/** The learner of the enrolment meets it. */
export interface OfLearnerCriterion {
  readonly is: 'learner';
  readonly meets: LearnerCriterion;
}

export type Leaf =
  FactsCriterion | StateCriterion | ElapsedCriterion | AttributeCriterion | AssessmentCriterion | OfLearnerCriterion;

/** What must be true of an enrolment at a time. */
export type Criterion = Joined<Leaf>;

/** The learner has an enrolment (in the course, in the run) that meets it; any, where nothing is to be met. */
export interface HasCriterion {
  readonly is: 'has';
  readonly course?: string | undefined;
  readonly run?: string | undefined;
  readonly meets?: Criterion | undefined;
}

export type LearnerLeaf =
  | LearnerFactsCriterion
  | LearnerElapsedCriterion
  | LearnerAttributeCriterion
  | MessageCriterion
  | SegmentCriterion
  | FunnelCriterion
  | HasCriterion;

/** What must be true of a person at a time, whether they ever enrolled or not. */
export type LearnerCriterion = Joined<LearnerLeaf>;

const MOST_TOGETHER = 20;

/**
 * The one language for people, about an enrolment. It has two readers that mean the same: `evaluate` for one enrolment,
 * with reasons, and the compiler to one ClickHouse query in criteria/read-model.
 */
export const criterion: z.ZodType<Criterion> = z.lazy(() =>
  z.discriminatedUnion('is', [
    ...enrolmentLeaves,
    z.strictObject({ is: z.literal('learner'), meets: learnerCriterion }),
    z.strictObject({ is: z.literal('and'), all: z.array(criterion).min(1).max(MOST_TOGETHER) }),
    z.strictObject({ is: z.literal('or'), all: z.array(criterion).min(1).max(MOST_TOGETHER) }),
    z.strictObject({ is: z.literal('not'), the: criterion }),
  ]),
);

const name = z.string().min(1).max(256).optional();

/** The same language about a person; its readers are `evaluateLearner` and the same compiler. */
export const learnerCriterion: z.ZodType<LearnerCriterion> = z.lazy(() =>
  z.discriminatedUnion('is', [
    ...learnerLeaves,
    z.strictObject({ is: z.literal('has'), course: name, run: name, meets: criterion.optional() }),
    z.strictObject({ is: z.literal('and'), all: z.array(learnerCriterion).min(1).max(MOST_TOGETHER) }),
    z.strictObject({ is: z.literal('or'), all: z.array(learnerCriterion).min(1).max(MOST_TOGETHER) }),
    z.strictObject({ is: z.literal('not'), the: learnerCriterion }),
  ]),
);
