import { defineRule } from '../sound-rule.ts';
import { notExempt, stillIn } from './criteria.ts';
import { courseAndRun, occasionNotOlderThan, ofCourseAndRun } from './parameters.ts';

/** People for whom little is left: the cheapest completions there are. */
export const closeToCompletion = defineRule({
  id: 'close-to-completion',
  version: 1,
  title: 'Close to completion',
  sentence:
    'Still in, and told in the last {occasionNotOlderThan} days to have done a share of at least {share} of the course ' +
    '(course: {course}, run: {run}).',
  parameters: [
    { name: 'share', label: 'Share done, of 1', kind: 'number', default: 0.8, minimum: 0.01, maximum: 1 },
    occasionNotOlderThan(60),
    ...courseAndRun,
  ],
  where: ofCourseAndRun,
  criteria: {
    is: 'and',
    all: [
      stillIn,
      {
        is: 'performed',
        events: [
          {
            event: 'learning.Progressed',
            where: [{ field: 'share', test: { op: 'gte', value: { parameter: 'share' } } }],
          },
        ],
        called: 'progress',
        within: { days: { parameter: 'occasionNotOlderThan' } },
      },
      notExempt,
    ],
  },
  looks: ['fact', 'time'],
  action: { type: 'SendMessage', template: 'close-to-completion', category: 'learning-reminder' },
});
