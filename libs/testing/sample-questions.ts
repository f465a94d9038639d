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
  { name: 'retention', body: { weeks: 6 } },
  { name: 'course-path', body: { course: 'lapsing' } },
];
