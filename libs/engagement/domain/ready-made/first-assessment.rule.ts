import { defineRule } from '../sound-rule.ts';
import { notExempt, stillIn } from './criteria.ts';
import { courseAndRun, daysParameter, ofCourseAndRun } from './parameters.ts';

/** The earliest sign that tells much: most who leave did not get past the first assessment. */
export const firstAssessment = defineRule({
  id: 'first-assessment',
  version: 1,
  title: 'Failed or missed the first assessment',
  sentence:
    'Still in, and the assessment that is due first was not passed at any attempt, or was due and nothing was submitted; of a ' +
    'stay that began at most {begunNotLongerThan} days ago (course: {course}, run: {run}).',
  parameters: [daysParameter('begunNotLongerThan', 'Stay begun no longer ago than (days)', 120), ...courseAndRun],
  where: ofCourseAndRun,
  criteria: {
    is: 'and',
    all: [
      stillIn,
      {
        is: 'or',
        all: [
          { is: 'assessment', stands: 'failed', which: 'first' },
          { is: 'assessment', stands: 'overdue', which: 'first' },
        ],
      },
      { is: 'elapsed', since: 'begun', atMost: { parameter: 'begunNotLongerThan' } },
      notExempt,
    ],
  },
  looks: ['fact', 'time'],
  action: { type: 'SendMessage', template: 'failed-assessment', category: 'learning-reminder' },
});
