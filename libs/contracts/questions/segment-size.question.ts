import { z } from 'zod';
import { askedCriterion } from '../criteria/given-criterion.ts';
import { answerMeta } from './answer-meta.ts';
import { aboutEnrolments, asOf, instant } from './condition.ts';
import { defineQuestion } from './define-question.ts';

const MOST_MOMENTS = 60;

const moments = z
  .array(instant)
  .max(MOST_MOMENTS)
  .superRefine((all, context) => {
    for (const [index, one] of all.entries())
      if (all.findIndex((other) => Date.parse(other) === Date.parse(one)) < index)
        context.addIssue({ code: 'custom', path: [index], message: 'is there twice' });
  });

export const segmentSizeQuestion = z
  .strictObject({
    where: aboutEnrolments,
    criterion: askedCriterion.describe('Who belongs to the segment, in the language of rules'),
    moments: moments.default([]).describe('The size at these earlier times too, each as known then'),
    asOf,
  })
  .superRefine(({ moments: all, asOf: last }, context) => {
    for (const [index, one] of all.entries())
      if (last !== undefined && Date.parse(one) > Date.parse(last))
        context.addIssue({ code: 'custom', path: ['moments', index], message: 'is after asOf' });
  });
export type SegmentSizeQuestion = z.output<typeof segmentSizeQuestion>;

const size = z.object({ enrolments: z.int(), learners: z.int().describe('Different people among them') });
const sizes = z.object({
  segment: size.describe('Who meets the criterion and the conditions'),
  among: size.describe('Who meets the conditions'),
});
export type SegmentSizes = z.infer<typeof sizes>;

export const segmentSizeAnswer = sizes.extend({
  trend: z.array(sizes.extend({ asOf: instant })).describe('In the order of time'),
  meta: answerMeta,
});
export type SegmentSizeAnswer = z.infer<typeof segmentSizeAnswer>;

export const segmentSize = defineQuestion({
  name: 'segment-size',
  summary: 'How many a criterion is about, now and before',
  description:
    'The estimate before a rule or a campaign: enrolments and people that meet a criterion, as known at a time.',
  question: segmentSizeQuestion,
  answer: segmentSizeAnswer,
});
