/** A question as somebody would ask it. */
export interface SampleQuestion {
  readonly name: string;
  readonly body: object;
}

const STEPS = [
  { event: 'learning.Enrolled' },
  { event: 'learning.Progressed' },
  { event: 'learning.AssessmentSubmitted' },
  { event: 'learning.CourseCompleted' },
];
const PLAIN = { field: 'course', op: 'eq', value: 'plain' };
const RED = { field: 'person.team', op: 'eq', value: 'red' };
const SENIOR = { field: 'enrolment.level', op: 'eq', value: 'senior' };

/** At least one of every question, over the courses of `sampleHistory`: what holds for all questions is tried on these. */
export const sampleQuestions: readonly SampleQuestion[] = [
  { name: 'course-overview', body: { by: 'run' } },
  { name: 'course-overview', body: { where: [RED, SENIOR] } },
  { name: 'course-overview/facts', body: { figure: 'returned', limit: 1000 } },
  { name: 'funnel', body: { steps: STEPS, window: { days: 60 } } },
  { name: 'funnel', body: { unit: 'enrolment', steps: STEPS, window: { unlimited: true } } },
  { name: 'funnel', body: { steps: STEPS.map((step) => ({ ...step, where: [RED, PLAIN] })), window: { days: 90 } } },
  {
    name: 'funnel',
    body: {
      ...{ order: 'strict', steps: STEPS, window: { days: 60 }, interval: 'month' },
      breakdown: { by: 'person.team', attribution: 'last' },
    },
  },
  {
    name: 'funnel',
    body: {
      ...{ order: 'any', steps: STEPS, window: { unlimited: true } },
      exclusions: [{ event: 'learning.Withdrawn', after: 1, before: 4 }],
    },
  },
  { name: 'funnel/people', body: { steps: STEPS, window: { days: 60 }, step: 1, place: 'dropped' } },
  { name: 'funnel/ready-made', body: { course: 'lapsing', kind: 'modules' } },
  { name: 'dropout-curve', body: { groupBy: 'person.team', stratifyBy: 'course' } },
  { name: 'dropout-factors', body: { factors: [{ field: 'enrolment.level', kind: 'category' }] } },
  { name: 'at-risk', body: {} },
  { name: 'compare', body: { by: 'person.team' } },
  { name: 'feedback', body: {} },
  { name: 'coverage', body: { course: 'plain', by: 'person.team' } },
  { name: 'segment-size', body: { criterion: { is: 'state', state: 'current' } } },
  { name: 'retention', body: { weeks: 6 } },
  { name: 'course-path', body: { course: 'lapsing' } },
  { name: 'funnel/facts', body: { steps: STEPS, window: { days: 60 }, step: 2, place: 'reached', limit: 1000 } },
  { name: 'dropout-curve/facts', body: { figure: 'events', limit: 1000 } },
  { name: 'at-risk/facts', body: { figure: 'byReason.enrolments', reason: 'failedAssessment', limit: 1000 } },
  { name: 'compare/facts', body: { by: 'person.team', group: 'red', figure: 'passRate', limit: 1000 } },
  { name: 'feedback/facts', body: { figure: 'response.count', limit: 1000 } },
  { name: 'coverage/facts', body: { course: 'plain', by: 'person.team', figure: 'done', limit: 1000 } },
  {
    name: 'segment-size/facts',
    body: { criterion: { is: 'state', state: 'current' }, figure: 'segment.learners', limit: 1000 },
  },
  { name: 'retention/facts', body: { figure: 'leftOut', limit: 1000 } },
  { name: 'course-path/facts', body: { course: 'lapsing', figure: 'modules.stopped', module: 'm2', limit: 1000 } },
];
