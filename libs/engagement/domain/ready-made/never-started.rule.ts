import { ACTIVITY, EXEMPTION } from '@laurel/criteria-domain';
import { defineRule } from '../sound-rule.ts';

/** People who enrolled and never came: no activity-based list shows them, so they are asked about their absence. */
export const neverStarted = defineRule({
  id: 'never-started',
  version: 1,
  title: 'Enrolled, never started',
  sentence:
    'Enrolled and still in, but did nothing within {days} days of the enrolment or of the start of the run, whichever ' +
    'is later; looked at until {occasionNotOlderThan} days after it (course: {course}, run: {run}).',
  parameters: [
    { name: 'days', label: 'Days to start', kind: 'days', default: 14, minimum: 1, maximum: 365 },
    {
      name: 'occasionNotOlderThan',
      label: 'Look no further back than (days)',
      kind: 'days',
      default: 90,
      minimum: 1,
      maximum: 36_500,
    },
    { name: 'course', label: 'Only this course', kind: 'text', default: null },
    { name: 'run', label: 'Only this run', kind: 'text', default: null },
  ],
  where: { course: { parameter: 'course' }, run: { parameter: 'run' } },
  criteria: {
    is: 'and',
    all: [
      { is: 'state', state: 'current' },
      { is: 'notPerformed', events: ACTIVITY, called: 'activity' },
      {
        is: 'elapsed',
        since: 'begun',
        atLeast: { parameter: 'days' },
        atMost: { parameter: 'occasionNotOlderThan' },
      },
      {
        is: 'notPerformed',
        of: 'course',
        called: 'credit or exemption',
        events: EXEMPTION,
      },
    ],
  },
  looks: ['time'],
  action: { type: 'SendMessage', template: 'never-started', category: 'learning-reminder' },
});
