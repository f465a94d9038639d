import { defineRule } from '../sound-rule.ts';
import { courseAndRun, ofCourseAndRun, occasionNotOlderThan } from './parameters.ts';

/** People who left of their own accord: they are asked why, and told that they may come back. */
export const withdrew = defineRule({
  id: 'withdrew',
  version: 1,
  title: 'Withdrew',
  sentence: 'Withdrew in the last {occasionNotOlderThan} days and did not enrol again (course: {course}, run: {run}).',
  parameters: [occasionNotOlderThan(14), ...courseAndRun],
  where: ofCourseAndRun,
  criteria: {
    is: 'and',
    all: [
      { is: 'state', state: 'withdrawn' },
      {
        is: 'performed',
        events: [{ event: 'learning.Withdrawn' }],
        called: 'withdrawal',
        within: { days: { parameter: 'occasionNotOlderThan' } },
      },
    ],
  },
  looks: ['fact', 'time'],
  action: { type: 'SendMessage', template: 'withdrew', category: 'learning-reminder' },
});
