import { type EventOf } from '@laurel/kernel';
import { journeyEvents } from './campaigns.events.ts';
import { certificationEvents } from './certification.events.ts';
import { communicationsEvents } from './communications.events.ts';
import { addressEvents, afterSendEvents, consentEvents } from './contact.events.ts';
import { CertificateShared, EndorsementWithdrawn, SharingEnded } from './endorsements.events.ts';
import { RuleFired } from './engagement.events.ts';
import { ReportFellDue } from './insights.events.ts';
import { ManagerReportFellDue, SuggestionTaken } from './manager-reports.events.ts';

/** Decisions that leave the event store: the relay copies them to the log, and so to ClickHouse. */
export const decisionEvents = [
  RuleFired,
  ReportFellDue,
  ManagerReportFellDue,
  SuggestionTaken,
  ...communicationsEvents,
  ...consentEvents,
  ...addressEvents,
  ...afterSendEvents,
  ...journeyEvents,
  EndorsementWithdrawn,
  CertificateShared,
  SharingEnded,
  ...certificationEvents,
] as const;
export type AnyDecisionEvent = EventOf<(typeof decisionEvents)[number]>;
