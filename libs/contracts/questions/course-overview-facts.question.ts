import { z } from 'zod';
import { courseOverviewQuestion } from './course-overview.question.ts';
import { defineQuestion } from './define-question.ts';
import { factsBehindAnswer, factsOrder } from './facts-behind.ts';

/** Every number of a course-overview, by its path in the answer. */
export const courseOverviewFigure = z.enum([
  'enrolments',
  'learners',
  'neverStarted',
  'current',
  'activeLast7Days',
  'withdrawn',
  'lapsed',
  'returned',
  'completed.pass',
  'completed.distinction',
  'completed.fail',
  'completed.other',
  'assessments.submitted',
  'assessments.scored',
  'assessments.passed',
  'assessments.meanScaled',
  'assessments.medianScaled',
  'completionRate',
  'passRate',
  'enrolmentsOverTime',
  'scoreDistribution',
]);
export type CourseOverviewFigure = z.infer<typeof courseOverviewFigure>;

const ofItsOwn = (name: string, figure: CourseOverviewFigure) => ({
  error: `goes with the figure ${figure}, and only with it`,
  path: [name],
});

export const courseOverviewFactsQuestion = courseOverviewQuestion
  .extend({
    figure: courseOverviewFigure,
    row: z
      .strictObject({ course: z.string().min(1).max(256), run: z.string().max(256).nullable().default(null) })
      .optional()
      .describe('The row that the figure stands in, as the answer names it; without it, the totals'),
    week: z.iso.date().optional().describe('Of enrolmentsOverTime: the Monday'),
    from: z.number().min(-1).max(1).optional().describe('Of scoreDistribution: where the tenth begins'),
    ...factsOrder,
  })
  .refine(({ by, row }) => row === undefined || (row.run !== null) === (by === 'run'), {
    error: 'a row has a run when the rows are runs (`by`), and none when they are courses',
    path: ['row', 'run'],
  })
  .refine(
    (one) => (one.week !== undefined) === (one.figure === 'enrolmentsOverTime'),
    ofItsOwn('week', 'enrolmentsOverTime'),
  )
  .refine(
    (one) => (one.from !== undefined) === (one.figure === 'scoreDistribution'),
    ofItsOwn('from', 'scoreDistribution'),
  );
export type CourseOverviewFactsQuestion = z.output<typeof courseOverviewFactsQuestion>;

export const courseOverviewFacts = defineQuestion({
  name: 'course-overview/facts',
  summary: 'The facts behind a figure of a course-overview',
  description:
    'The body of the question, and which figure of which row. Enrolments count by what was told of them: of figures about ' +
    'states their Enrolled, Withdrawn and CourseCompleted, of figures about activity that too; results by the fact about ' +
    'the attempt that counts.',
  question: courseOverviewFactsQuestion,
  answer: factsBehindAnswer,
});
