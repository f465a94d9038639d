import { defineRule } from '../sound-rule.ts';
import { courseAndRun, daysParameter, occasionNotOlderThan, ofCourseAndRun } from './parameters.ts';

const completion = { event: 'learning.CourseCompleted' } as const;

/** People for whom the course is done and the certification is not: the rest of the way is shown to them. */
export const completedWithoutCertificate = defineRule({
  id: 'completed-without-certificate',
  version: 1,
  title: 'Completed without a certificate',
  sentence:
    'Completed the course {days} to {occasionNotOlderThan} days ago, and was never issued a certificate (course: {course}, run: {run}).',
  parameters: [daysParameter('days', 'Days after the completion', 14), occasionNotOlderThan(60), ...courseAndRun],
  where: ofCourseAndRun,
  criteria: {
    is: 'and',
    all: [
      { is: 'state', state: 'completed' },
      {
        is: 'elapsed',
        since: { the: 'latest', fact: completion },
        atLeast: { parameter: 'days' },
        atMost: { parameter: 'occasionNotOlderThan' },
      },
      {
        is: 'learner',
        meets: {
          is: 'notPerformed',
          events: [{ event: 'certification.CertificateIssued' }],
          called: 'certificate issued',
        },
      },
    ],
  },
  looks: ['time'],
  action: { type: 'SendMessage', template: 'completed-without-certificate', category: 'learning-reminder' },
});
