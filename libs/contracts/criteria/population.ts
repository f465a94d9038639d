import { z } from 'zod';
import { criterion, learnerCriterion } from './criterion.ts';
import { givenCriterion, givenLearnerCriterion } from './given-criterion.ts';

const name = z.string().min(1).max(256).optional();
const where = z
  .strictObject({ course: name, run: name })
  .default({})
  .describe('Only enrolments in this course, in this run');

/**
 * Who a segment, a rule or a campaign is about: enrolments, or people whether they ever enrolled or not. Everybody is who
 * is the subject of a learning event about a person.
 */
export const population = z.discriminatedUnion('about', [
  z.strictObject({ about: z.literal('enrolment'), where, criterion }),
  z.strictObject({ about: z.literal('learner'), criterion: learnerCriterion }),
]);
export type Population = z.output<typeof population>;

/** As a caller wrote it: of a size that both readers answer, about fields that there are. */
export const givenPopulation = z.discriminatedUnion('about', [
  z.strictObject({ about: z.literal('enrolment'), where, criterion: givenCriterion }),
  z.strictObject({ about: z.literal('learner'), criterion: givenLearnerCriterion }),
]);

/** One of them: an enrolment, '' where the source told no run or registration; or a person, then ordinal is 0. */
export interface Member {
  readonly learner: string;
  readonly course: string;
  readonly run: string;
  readonly registration: string;
  /** Which enrolment of this course, run and registration it is, from 1. */
  readonly ordinal: number;
}
