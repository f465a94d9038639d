import { defineRule } from '../sound-rule.ts';
import { activity, notExempt, stillIn } from './criteria.ts';
import { courseAndRun, daysParameter, occasionNotOlderThan, ofCourseAndRun } from './parameters.ts';

/** People who began and stopped coming. Who never came is asked about by the rule never-started, and is written to by that alone. */
export const idle = defineRule({
  id: 'idle',
  version: 1,
  title: 'Idle',
  sentence:
    'Still in, was active in the last {occasionNotOlderThan} days, and did nothing in the last {days} (course: {course}, run: {run}).',
  parameters: [daysParameter('days', 'Days without activity', 14), occasionNotOlderThan(90), ...courseAndRun],
  where: ofCourseAndRun,
  criteria: {
    is: 'and',
    all: [
      stillIn,
      { is: 'notPerformed', ...activity, within: { days: { parameter: 'days' } } },
      { is: 'performed', ...activity, within: { days: { parameter: 'occasionNotOlderThan' } } },
      { is: 'elapsed', since: 'begun', atLeast: { parameter: 'days' } },
      notExempt,
    ],
  },
  looks: ['time'],
  action: { type: 'SendMessage', template: 'idle-reminder', category: 'learning-reminder' },
});
