export const DAY_MS = 86_400_000;

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

const NOUNS: Readonly<Record<string, string>> = {
  'learning.Assigned': 'assignment',
  'learning.AssignmentWaived': 'exemption',
  'learning.Enrolled': 'enrolment',
  'learning.SeatChanged': 'change of seat',
  'learning.Attended': 'attendance',
  'learning.CourseStarted': 'start',
  'learning.Progressed': 'progress',
  'learning.ContentViewed': 'opening of content',
  'learning.TimeReported': 'report of time',
  'learning.AssessmentSubmitted': 'submission of an assessment',
  'learning.CourseCompleted': 'completion',
  'learning.CreditGranted': 'credit',
  'learning.Withdrawn': 'withdrawal',
  'learning.FeedbackGiven': 'feedback',
  'learning.ActivityPerformed': 'activity',
  'learning.OutcomeObserved': 'observed outcome',
  'communications.MessageSent': 'message',
};

/** What such a fact is called, in words that go behind "the first" or "since the latest". */
export const nounOf = (type: string): string => NOUNS[type] ?? `“${type.slice(type.indexOf('.') + 1)}”`;
