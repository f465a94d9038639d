/** A day as everybody reads it the same, in UTC. */
export const dayOf = (time: Date): string => time.toISOString().slice(0, 10);

export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

const DEEDS: Readonly<Record<string, string>> = {
  'learning.Assigned': 'was assigned',
  'learning.AssignmentWaived': 'was exempted',
  'learning.Enrolled': 'enrolled',
  'learning.SeatChanged': 'changed the seat',
  'learning.Attended': 'attended',
  'learning.CourseStarted': 'started',
  'learning.Progressed': 'made progress',
  'learning.ContentViewed': 'opened content',
  'learning.TimeReported': 'spent time',
  'learning.AssessmentSubmitted': 'submitted an assessment',
  'learning.CourseCompleted': 'completed',
  'learning.CreditGranted': 'was given credit',
  'learning.Withdrawn': 'withdrew',
  'learning.FeedbackGiven': 'gave feedback',
  'learning.ActivityPerformed': 'was active',
};

/** What a fact says somebody did, in words that go before "on <day>". */
export const deedOf = (type: string): string => DEEDS[type] ?? `“${type.slice(type.indexOf('.') + 1)}” was told`;
