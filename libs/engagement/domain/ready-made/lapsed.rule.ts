import { defineRule } from '../sound-rule.ts';
import { activity, notExempt, stillIn } from './criteria.ts';
import { courseAndRun, daysParameter, ofCourseAndRun } from './parameters.ts';

/** People who left without a word. The language cannot read a course's own lapse period: it is a parameter. */
export const lapsed = defineRule({
  id: 'lapsed',
  version: 1,
  title: 'Lapsed',
  sentence:
    'In by name, and did nothing in the last {days} days, of a stay that began {days} to {begunNotLongerThan} days ago ' +
    '(course: {course}, run: {run}).',
  parameters: [
    daysParameter('days', 'Days after which one has lapsed', 60),
    daysParameter('begunNotLongerThan', 'Stay begun no longer ago than (days)', 365),
    ...courseAndRun,
  ],
  where: ofCourseAndRun,
  criteria: {
    is: 'and',
    all: [
      stillIn,
      { is: 'notPerformed', ...activity, within: { days: { parameter: 'days' } } },
      {
        is: 'elapsed',
        since: 'begun',
        atLeast: { parameter: 'days' },
        atMost: { parameter: 'begunNotLongerThan' },
      },
      notExempt,
    ],
  },
  looks: ['time'],
  action: { type: 'SendMessage', template: 'idle-reminder', category: 'learning-reminder' },
});
