import { defineRule } from '../sound-rule.ts';
import { notExempt, stillIn } from './criteria.ts';
import { courseAndRun, ofCourseAndRun, occasionNotOlderThan } from './parameters.ts';

/** People who were not passed and may not know that they can try again. */
export const failedAssessment = defineRule({
  id: 'failed-assessment',
  version: 1,
  title: 'Failed an assessment',
  sentence:
    'Still in, has an assessment that was not passed at any attempt, and submitted one in the last {occasionNotOlderThan} days ' +
    '(course: {course}, run: {run}).',
  parameters: [occasionNotOlderThan(30), ...courseAndRun],
  where: ofCourseAndRun,
  criteria: {
    is: 'and',
    all: [
      stillIn,
      { is: 'assessment', stands: 'failed' },
      {
        is: 'performed',
        events: [{ event: 'learning.AssessmentSubmitted' }],
        called: 'submission',
        within: { days: { parameter: 'occasionNotOlderThan' } },
      },
      notExempt,
    ],
  },
  looks: ['fact', 'time'],
  action: { type: 'SendMessage', template: 'failed-assessment', category: 'learning-reminder' },
});
