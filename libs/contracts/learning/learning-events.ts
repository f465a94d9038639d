import { defineEvent, type EventOf } from '@laurel/kernel';
import { z } from 'zod';
import { attributes, count, instant, name, ofCourse, ofEnrolment, score, seconds, share, text } from './fields.ts';

/** Somebody is expected to take the course. Assigned and not enrolled is a step of its own in a funnel. */
export const Assigned = defineEvent(
  'learning.Assigned',
  1,
  z.strictObject({
    ...ofCourse,
    assignment: name.optional(),
    by: z.enum(['self', 'manager', 'administrator', 'rule']),
    required: z.boolean(),
    dueAt: instant.optional(),
  }),
);

/** The assignment no longer holds: the learner is not at risk of missing it. */
export const AssignmentWaived = defineEvent(
  'learning.AssignmentWaived',
  1,
  z.strictObject({
    ...ofCourse,
    assignment: name.optional(),
    by: z.enum(['self', 'manager', 'administrator', 'rule']).optional(),
    reason: z.enum(['exempt', 'equivalent', 'cancelled']).optional(),
  }),
);

/** The learner takes part in the course or run. `timeKnown: false` says that the source knows the fact but not when. */
export const Enrolled = defineEvent(
  'learning.Enrolled',
  1,
  z.strictObject({
    ...ofEnrolment,
    attributes: attributes.optional(),
    voluntary: z.boolean().optional(),
    timeKnown: z.boolean().optional(),
    endsAt: instant.optional(),
  }),
);

/** A seat in a scheduled run changed hands. Waitlisted is not enrolled. */
export const SeatChanged = defineEvent(
  'learning.SeatChanged',
  1,
  z.strictObject({
    course: name,
    run: name,
    state: z.enum(['requested', 'waitlisted', 'booked', 'declined', 'cancelled']),
    by: z.enum(['learner', 'provider']),
    reason: text.optional(),
  }),
);

/** Presence in one session of a run. */
export const Attended = defineEvent(
  'learning.Attended',
  1,
  z.strictObject({
    course: name,
    run: name,
    session: name,
    attendance: z.enum(['full', 'partial', 'none', 'excused']),
    seconds: seconds.optional(),
  }),
);

/** First deliberate work in the course. */
export const CourseStarted = defineEvent('learning.CourseStarted', 1, z.strictObject({ ...ofEnrolment }));

/** How far the learner is: a share of the whole (0 to 1), a finished module, or both. */
export const Progressed = defineEvent(
  'learning.Progressed',
  1,
  z
    .strictObject({ ...ofEnrolment, share: share.optional(), module: name.optional() })
    .refine((data) => data.share !== undefined || data.module !== undefined, {
      error: 'say a share, a module or both',
    }),
);

/** Something was looked at; `count` sums what the source already counted (clicks of a day). */
export const ContentViewed = defineEvent(
  'learning.ContentViewed',
  1,
  z.strictObject({
    content: name,
    course: name.optional(),
    run: name.optional(),
    kind: name.optional(),
    external: z.boolean().optional(),
    seconds: seconds.optional(),
    count: count.optional(),
  }),
);

/** Time spent as the source measured it, in seconds; `cumulative` when it is the total so far. */
export const TimeReported = defineEvent(
  'learning.TimeReported',
  1,
  z.strictObject({
    ...ofCourse,
    seconds,
    cumulative: z.boolean().optional(),
  }),
);

/** A result of one attempt (a missing attempt is 1); a later fact about the same attempt corrects it. */
export const AssessmentSubmitted = defineEvent(
  'learning.AssessmentSubmitted',
  1,
  z.strictObject({
    ...ofEnrolment,
    assessment: name,
    attempt: z.int().positive().optional(),
    score: score.optional(),
    passed: z.boolean().optional(),
    carriedOver: z.boolean().optional(),
    responses: z
      .array(z.strictObject({ item: name, correct: z.boolean().optional(), score: z.number().optional() }))
      .max(1000)
      .optional(),
  }),
);

/** The course is over for the learner, with a result where the source gives one. */
export const CourseCompleted = defineEvent(
  'learning.CourseCompleted',
  1,
  z.strictObject({
    ...ofEnrolment,
    result: z.enum(['pass', 'fail', 'distinction']).optional(),
    score: score.optional(),
  }),
);

/** The course counts as done without having been taken here. Never at risk. */
export const CreditGranted = defineEvent(
  'learning.CreditGranted',
  1,
  z.strictObject({
    course: name,
    basis: z.enum(['equivalent', 'external', 'historical', 'exempt']),
    from: name.optional(),
    validUntil: instant.optional(),
    hours: z.number().nonnegative().optional(),
  }),
);

/** The learner left, and somebody told us. */
export const Withdrawn = defineEvent(
  'learning.Withdrawn',
  1,
  z.strictObject({
    ...ofEnrolment,
    reason: text.optional(),
    timeKnown: z.boolean().optional(),
  }),
);

/** What the learner said. A comment is personal data: it stays in the log and never reaches the analytics. */
export const FeedbackGiven = defineEvent(
  'learning.FeedbackGiven',
  1,
  z.strictObject({
    course: name.optional(),
    run: name.optional(),
    rating: z.number().optional(),
    scale: z.number().positive().optional(),
    question: text.optional(),
    /** One of a few that the question offers, as programs name it; a comment is free text. */
    answer: name.optional(),
    comment: text.optional(),
  }),
);

/** Any other deed, in the words of its source (xAPI verb and activity). */
export const ActivityPerformed = defineEvent(
  'learning.ActivityPerformed',
  1,
  z.strictObject({
    verb: name,
    activity: z.string().min(1).max(2048),
    activityType: z.string().min(1).max(2048).optional(),
    course: name.optional(),
    run: name.optional(),
    result: z.record(z.string(), z.json()).optional(),
  }),
);

/** What the business saw, such as a customer escalation. The subject may be a team (`team:emea-2`). */
export const OutcomeObserved = defineEvent(
  'learning.OutcomeObserved',
  1,
  z.strictObject({
    kind: name,
    value: z.number().optional(),
    severity: name.optional(),
    status: name.optional(),
    team: name.optional(),
    customer: name.optional(),
    exposure: z.strictObject({ unit: name, count: z.number().nonnegative() }).optional(),
  }),
);

/** Pseudonymous attributes of a person from this time on (team, site, role, manager, timeZone, language, hiredAt). */
export const PersonDescribed = defineEvent('learning.PersonDescribed', 1, z.strictObject({ attributes }));

const module = z.strictObject({
  id: name,
  title: text.optional(),
  kind: name.optional(),
  optional: z.boolean().optional(),
  requiredFor: z.array(name).optional(),
});
const assessment = z.strictObject({
  id: name,
  title: text.optional(),
  kind: name.optional(),
  weight: z.number().nonnegative().optional(),
  passMark: z.number().optional(),
  dueAt: instant.optional(),
});
const session = z.strictObject({
  id: name,
  startsAt: instant,
  endsAt: instant,
  capacity: count.optional(),
  status: name,
});

/** A course, or one run of it; the subject is `course:<id>`. The latest description of a course or run counts. */
export const CourseDescribed = defineEvent(
  'learning.CourseDescribed',
  1,
  z.strictObject({
    course: name,
    version: name.optional(),
    repeats: z.boolean().optional(),
    title: text.optional(),
    lapseAfter: z.strictObject({ days: z.number().positive() }).optional(),
    equivalents: z.array(name).optional(),
    modules: z.array(module).max(1000).optional(),
    assessments: z.array(assessment).max(1000).optional(),
    run: name.optional(),
    startsAt: instant.optional(),
    endsAt: instant.optional(),
    sessions: z.array(session).max(1000).optional(),
  }),
);

/** Takes back an earlier (or later) event of the same source, for good. */
export const Voided = defineEvent(
  'learning.Voided',
  1,
  z.strictObject({ of: z.strictObject({ source: name, id: name }) }),
);

export const learningEvents = [
  Assigned,
  AssignmentWaived,
  Enrolled,
  SeatChanged,
  Attended,
  CourseStarted,
  Progressed,
  ContentViewed,
  TimeReported,
  AssessmentSubmitted,
  CourseCompleted,
  CreditGranted,
  Withdrawn,
  FeedbackGiven,
  ActivityPerformed,
  OutcomeObserved,
  PersonDescribed,
  CourseDescribed,
  Voided,
] as const;

export type AnyLearningEvent = EventOf<(typeof learningEvents)[number]>;
export type LearningEventType = AnyLearningEvent['type'];
