import { ACTIVITY } from '@laurel/criteria-domain';
import { defineRule } from '../sound-rule.ts';
import { notExempt, stillIn } from './criteria.ts';
import { courseAndRun, daysParameter, ofCourseAndRun } from './parameters.ts';

const PROGRESS = 'learning.Progressed';

/** People who come and get no further: help, where a reminder would be wrong. */
export const stuck = defineRule({
  id: 'stuck',
  version: 1,
  title: 'Stuck on a module',
  sentence:
    'Still in, made progress once, was active in the last {activeWithin} days, and got no further in the last {days} ' +
    '(course: {course}, run: {run}).',
  parameters: [
    daysParameter('days', 'Days without progress', 14),
    daysParameter('activeWithin', 'Active within (days)', 7),
    ...courseAndRun,
  ],
  where: ofCourseAndRun,
  criteria: {
    is: 'and',
    all: [
      stillIn,
      { is: 'performed', events: [{ event: PROGRESS }], called: 'progress' },
      {
        is: 'notPerformed',
        events: [{ event: PROGRESS }],
        called: 'progress',
        within: { days: { parameter: 'days' } },
      },
      {
        is: 'performed',
        events: ACTIVITY.filter(({ event }) => event !== PROGRESS),
        called: 'activity',
        within: { days: { parameter: 'activeWithin' } },
      },
      notExempt,
    ],
  },
  looks: ['fact', 'time'],
  action: { type: 'SendMessage', template: 'stuck', category: 'learning-reminder' },
});
