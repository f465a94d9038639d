import { z } from 'zod';
import { type LearnerCriterion } from '../criteria/criterion.ts';
import { givenLearnerCriterion } from '../criteria/given-criterion.ts';
import { partId as id, programmeId } from './programme-id.ts';

const name = z.string().min(1).max(256);
const title = z.string().min(1).max(200);
const days = z.number().positive().max(36_500);
const leaf = { id, title: title.optional().describe('What it is called; left out: as its course or assessment') };

/** The latest result of an enrolment in the course is no fail, or a credit that is still valid was granted for it. */
const courseRequirement = z.strictObject({ is: z.literal('course'), ...leaf, course: name });

/** One attempt reached the minimum; without one, the source said that it was passed. A later fact about an attempt corrects it. */
const assessmentRequirement = z.strictObject({
  is: z.literal('assessment'),
  ...leaf,
  course: name,
  assessment: name,
  minimum: z.number().min(0).max(1).optional().describe('Share of the range of the score'),
});

/** Somebody who is named here watched and signs: a role play, a shadowed call. */
const signOffRequirement = z.strictObject({
  is: z.literal('sign-off'),
  ...leaf,
  title,
  by: z.array(name).min(1).max(100).readonly().describe('Who may sign, as the learning events name them'),
});

/** Holds a certificate of another programme that is in force: what was learned there is carried over. */
const certificateRequirement = z.strictObject({
  is: z.literal('certificate'),
  ...leaf,
  programme: programmeId,
  level: id.optional().describe('At this level; left out: at any'),
});

/** Anything that the one language for people can say. Once met, it stays met while the facts that it named count. */
const criterionRequirement = z.strictObject({
  is: z.literal('criterion'),
  ...leaf,
  title,
  meets: givenLearnerCriterion,
});

export type CourseRequirement = z.output<typeof courseRequirement>;
export type AssessmentRequirement = z.output<typeof assessmentRequirement>;
export type SignOffRequirement = z.output<typeof signOffRequirement>;
export type CertificateRequirement = z.output<typeof certificateRequirement>;
export type CriterionRequirement = Omit<z.output<typeof criterionRequirement>, 'meets'> & {
  readonly meets: LearnerCriterion;
};

/** What is met by one fact, sign-off, certificate or finding. */
export type SingleRequirement =
  CourseRequirement | AssessmentRequirement | SignOffRequirement | CertificateRequirement | CriterionRequirement;

interface Joined {
  readonly of: readonly Requirement[];
  /** From the first of what is counted to the last, so long at the most. */
  readonly within?: { readonly days: number } | undefined;
}
export interface AllOf extends Joined {
  readonly is: 'all';
  /** Each no earlier than the one before. */
  readonly inOrder?: boolean | undefined;
}
export interface AnyOf extends Joined {
  readonly is: 'any';
  readonly atLeast: number;
}
export type Requirement = SingleRequirement | AllOf | AnyOf;

const MOST_TOGETHER = 50;
const joined = () => ({
  of: z.array(requirement).min(1).max(MOST_TOGETHER).readonly(),
  within: z.strictObject({ days }).optional().describe('From the first of what counts to the last'),
});

/** What a programme asks, as data. */
export const requirement: z.ZodType<Requirement> = z.lazy(() =>
  z.discriminatedUnion('is', [
    courseRequirement,
    assessmentRequirement,
    signOffRequirement,
    certificateRequirement,
    criterionRequirement,
    z.strictObject({
      is: z.literal('all'),
      ...joined(),
      inOrder: z.boolean().optional().describe('Each no earlier than the one before'),
    }),
    z.strictObject({ is: z.literal('any'), ...joined(), atLeast: z.int().positive().default(1) }),
  ]),
);

export const isJoined = (one: Requirement): one is AllOf | AnyOf => one.is === 'all' || one.is === 'any';

/** Those at the leaves, from left to right. */
export const singlesOf = (one: Requirement): readonly SingleRequirement[] =>
  isJoined(one) ? one.of.flatMap((inner) => singlesOf(inner)) : [one];
