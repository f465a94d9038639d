import { type Schemas } from './api.ts';

type EventType = NonNullable<Schemas['AskFunnelRequest']['steps'][number]['event']>;

/** What people read where the code says an event type; a new type does not compile until it has its words. */
const EVENT_NAMES: Readonly<Record<EventType, string>> = {
  'learning.Assigned': 'Assigned',
  'learning.AssignmentWaived': 'Assignment waived',
  'learning.Enrolled': 'Enrolled',
  'learning.SeatChanged': 'Seat changed',
  'learning.Attended': 'Attended a session',
  'learning.CourseStarted': 'Started',
  'learning.Progressed': 'Made progress',
  'learning.ContentViewed': 'Viewed content',
  'learning.TimeReported': 'Spent time',
  'learning.AssessmentSubmitted': 'Handed in an assessment',
  'learning.CourseCompleted': 'Finished',
  'learning.CreditGranted': 'Got credit',
  'learning.Withdrawn': 'Left',
  'learning.FeedbackGiven': 'Gave feedback',
  'learning.ActivityPerformed': 'Did something else',
  'learning.OutcomeObserved': 'Outcome observed',
  'learning.PersonDescribed': 'Person described',
  'learning.CourseDescribed': 'Course described',
  'learning.Voided': 'Taken back',
  'engagement.RuleFired': 'A rule fired',
  'engagement.CampaignEntered': 'Entered a campaign',
  'engagement.NotEntered': 'Did not enter a campaign',
  'engagement.MessageDue': 'Message of a campaign due',
  'engagement.StepWaiting': 'Waited in a campaign',
  'engagement.Branched': 'Took a way in a campaign',
  'engagement.AnnouncementPassed': 'Announced in a campaign',
  'engagement.JourneyEnded': 'Left a campaign',
  'insights.ReportFellDue': 'Report fell due',
  'communications.MessageRequested': 'Message requested',
  'communications.MessageDeferred': 'Message put off',
  'communications.MessageSuppressed': 'Message held back',
  'communications.SendAttempted': 'Message tried',
  'communications.SendPostponed': 'Message to be tried again',
  'communications.MessageSent': 'Message sent',
  'communications.MessageRejected': 'Message refused',
  'communications.DeliveryUnknown': 'Message without an answer',
  'communications.ConsentGiven': 'Wants a kind of message',
  'communications.ConsentWithdrawn': 'Wants a kind of message no more',
  'communications.AddressSuppressed': 'Address takes no mail',
  'communications.SuppressionLifted': 'Address works again',
  'communications.DeliveryReported': 'Heard of a message',
  'communications.MessageClicked': 'Link of a message opened',
  'insights.ManagerReportFellDue': 'Report for a manager due',
  'communications.SuggestionTaken': 'Suggestion taken by a manager',
  'certification.PathBegun': 'Path to a certificate begun',
  'certification.PathMoved': 'Moved to another version',
  'certification.SignedOff': 'Signed off by a mentor',
  'certification.SignOffWithdrawn': 'Sign-off withdrawn',
  'certification.RequirementMet': 'Requirement met',
  'certification.RequirementUnmet': 'Requirement no longer met',
  'certification.PathCompleted': 'Path completed',
  'certification.PathReopened': 'Path open again',
  'certification.CertificateIssued': 'Certificate issued',
  'certification.CertificateWithheld': 'Certificate withheld',
  'certification.CredentialSigned': 'Certificate signed',
  'certification.CertificateDelivered': 'Certificate delivered',
  'certification.CertificateExpiring': 'Certificate expires soon',
  'certification.CertificateExpired': 'Certificate expired',
  'certification.CertificateSuspended': 'Certificate suspended',
  'certification.CertificateReinstated': 'Certificate in force again',
  'certification.CertificateRenewed': 'Certificate renewed',
  'certification.CertificateSuperseded': 'Certificate superseded',
  'certification.CertificateRevoked': 'Certificate revoked',
  'certification.NoticeFellDue': 'Notice about a certificate due',
  'certification.EndorsementWithdrawn': 'Endorsement withdrawn',
  'certification.CertificateShared': 'Certificate made public',
  'certification.SharingEnded': 'Certificate no longer public',
};

export type { EventType };
export const isEventType = (type: string): type is EventType => Object.hasOwn(EVENT_NAMES, type);
export const eventName = (type: EventType): string => EVENT_NAMES[type];

/** Events that a step of a funnel can be, told and decided. */
export const eventOptions = Object.keys(EVENT_NAMES)
  .filter(isEventType)
  .map((type) => ({
    value: type,
    text: EVENT_NAMES[type],
    group: type.startsWith('learning.') ? 'What learners did' : 'What Laurel did',
  }));

type Tone = 'plain' | 'good' | 'warn' | 'bad';
type Outcome = Schemas['ListFiringsAnswer']['firings'][number]['outcome'];

/** What became of a firing. */
export const OUTCOMES: Readonly<Record<Outcome, readonly [string, Tone]>> = {
  'not-matched': ['did not match', 'plain'],
  matched: ['matched', 'plain'],
  shadow: ['in shadow: nobody was written to', 'plain'],
  fired: ['fired', 'plain'],
  requested: ['message requested', 'plain'],
  deferred: ['put off', 'warn'],
  suppressed: ['held back', 'warn'],
  attempted: ['being sent', 'plain'],
  postponed: ['will be tried again', 'warn'],
  sent: ['sent', 'good'],
  rejected: ['refused', 'bad'],
  unknown: ['unknown whether it arrived', 'warn'],
};

type Letter = Schemas['ListDeadLettersAnswer']['letters'][number];

export const LETTER_STATES: Readonly<Record<Letter['state'], readonly [string, Tone]>> = {
  waiting: ['waiting', 'warn'],
  redriven: ['taken after all', 'good'],
  discarded: ['discarded', 'plain'],
};

export const LETTER_CODES: Readonly<Record<Letter['code'], string>> = {
  'event.encoding': 'text that cannot be kept',
  'event.json': 'not JSON',
  'event.envelope': 'envelope incomplete',
  'event.time': 'impossible time',
  'event.type': 'unknown type',
  'event.version': 'newer version than known',
  'event.schema': 'data does not fit the type',
  'event.size': 'too large',
  'event.scope': 'key may not say this',
  'event.conflict': 'same id, other content',
  'event.row': 'row that no event could be made of',
};

export const ENTRANCES: Readonly<Record<Letter['entrance'], string>> = {
  http: 'HTTP',
  kafka: 'Kafka',
  csv: 'CSV file',
};

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
