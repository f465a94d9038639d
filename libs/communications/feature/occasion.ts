import {
  type DueMessage,
  type ManagerReportDue,
  ManagerReportFellDue,
  MessageDue,
  type NoticeDue,
  NoticeFellDue,
  type PersonalChannel,
  type Reason,
  type ReportDue,
  ReportFellDue,
  RuleFired,
  type SuggestionKind,
  SuggestionTaken,
  type TakenSuggestion,
} from '@laurel/contracts';
import { type OfMessage } from '@laurel/communications-domain';
import { BadEvent, type EventOf, type EventSearch, type EventStore, type RecordedEvent } from '@laurel/kernel';
import { messageIdOf } from './message-id.ts';

export type Fired = EventOf<typeof RuleFired>['data'];

interface About {
  readonly of: OfMessage;
  readonly template: string;
  readonly category: string;
  readonly channel: PersonalChannel;
  /** undefined: that of the category. */
  readonly priority?: number | undefined;
  readonly notAfter?: Date | undefined;
}
/**
 * What a message came from, as it was decided: a rule that fired, a campaign's step that is due, a report, a manager's
 * report, a suggestion that a manager took up, or a change of a certificate.
 */
export type Occasion =
  | (About & { readonly is: 'firing'; readonly fired: Fired })
  | (About & { readonly is: 'step'; readonly due: DueMessage })
  | (About & { readonly is: 'report'; readonly due: ReportDue })
  | (About & { readonly is: 'manager-report'; readonly due: ManagerReportDue })
  | (About & { readonly is: 'suggestion'; readonly taken: TakenSuggestion })
  | (About & { readonly is: 'certificate'; readonly due: NoticeDue });

/** What is about a person, and about none of their enrolments. */
const noEnrolment = { course: '', run: '', registration: '' };

/** The template and the category of every report. */
export const REPORT = 'report';
/** The template, the category and the rule of every manager's report. */
export const MANAGER_REPORT = 'manager-report';

export const occasionOfFiring = (fired: Fired): Occasion => {
  const { firing, rule, learner, course, run, registration, action } = fired;
  const of = { message: messageIdOf(firing), firing, rule, learner, course, run, registration };
  return { is: 'firing', of, template: action.template, category: action.category, channel: 'email', fired };
};

export const occasionOfStep = (due: DueMessage): Occasion => {
  const { firing, campaign, campaignVersion, step, learner, course, run, registration, action, notAfter } = due;
  const ofCampaign = { rule: `campaign-${campaign}`, campaign, campaignVersion, step };
  return {
    ...{ is: 'step', due, template: action.template, category: action.category, channel: action.channel },
    of: { message: messageIdOf(firing), firing, learner, course, run, registration, ...ofCampaign },
    priority: action.priority,
    notAfter: notAfter === undefined ? undefined : new Date(notAfter),
  };
};

export const occasionOfReport = (due: ReportDue): Occasion => {
  const { firing, learner, subscription } = due;
  const of = { message: messageIdOf(firing), firing, rule: `subscription-${subscription}`, learner, ...noEnrolment };
  return { is: 'report', of, template: REPORT, category: REPORT, channel: 'email', due };
};

export const occasionOfManagerReport = (due: ManagerReportDue): Occasion => {
  const { firing, learner } = due;
  const of = { message: messageIdOf(firing), firing, rule: MANAGER_REPORT, learner, ...noEnrolment };
  return { is: 'manager-report', of, template: MANAGER_REPORT, category: MANAGER_REPORT, channel: 'email', due };
};

/** The category of every mail about a certificate. */
const CERTIFICATE = 'certificate';

export const occasionOfNotice = (due: NoticeDue): Occasion => {
  const { firing, learner, programme, kind } = due;
  const of = { message: messageIdOf(firing), firing, rule: `certificate-${programme}`, learner, ...noEnrolment };
  return { is: 'certificate', of, template: `certificate-${kind}`, category: CERTIFICATE, channel: 'email', due };
};

const TEMPLATES: Readonly<Record<SuggestionKind, string>> = {
  ...{ remind: 'manager-reminder', help: 'manager-help', congratulate: 'manager-congratulation' },
};
const DAY_MS = 86_400_000;
/** What waited for longer would only surprise. */
const STALE_DAYS = 14;

export const occasionOfSuggestion = (taken: TakenSuggestion): Occasion => {
  const { firing, kind, learner, course, run, registration, asOf } = taken;
  const of = { message: messageIdOf(firing), firing, rule: 'manager-suggestion', learner, course, run, registration };
  const notAfter = new Date(Date.parse(asOf) + STALE_DAYS * DAY_MS);
  return {
    is: 'suggestion',
    of,
    template: TEMPLATES[kind],
    category: 'from-manager',
    channel: 'email',
    notAfter,
    taken,
  };
};

/** Why it was decided on, in words and facts. */
export const becauseOf = (occasion: Occasion): readonly Reason[] => {
  switch (occasion.is) {
    case 'report':
    case 'manager-report':
      return [{ text: occasion.due.because, facts: [] }];
    case 'firing':
      return occasion.fired.because;
    case 'step':
      return occasion.due.because;
    case 'suggestion':
      return occasion.taken.because;
    case 'certificate': {
      const { kind, why, programme } = occasion.due;
      return [{ text: why ?? `your certificate ${programme} is ${kind}`, facts: [] }];
    }
  }
};

/** The decisions that messages come from. */
const OCCASIONS: Readonly<Record<string, (event: RecordedEvent) => Occasion>> = {
  [RuleFired.type]: (event) => occasionOfFiring(RuleFired.read(event).data),
  [MessageDue.type]: (event) => occasionOfStep(MessageDue.read(event).data),
  [ReportFellDue.type]: (event) => occasionOfReport(ReportFellDue.read(event).data),
  [ManagerReportFellDue.type]: (event) => occasionOfManagerReport(ManagerReportFellDue.read(event).data),
  [SuggestionTaken.type]: (event) => occasionOfSuggestion(SuggestionTaken.read(event).data),
  [NoticeFellDue.type]: (event) => occasionOfNotice(NoticeFellDue.read(event).data),
};

/** What is behind a message. A step's firing is an event among those of its journey. */
export const occasionOf = async (
  { store, search }: { readonly store: Pick<EventStore, 'read'>; readonly search: Pick<EventSearch, 'find'> },
  firing: string,
): Promise<Occasion> => {
  const [first] = await store.read(`firing-${firing}`);
  const event = first ?? (await search.find({ types: [MessageDue.type], about: { firing }, limit: 1 }))[0];
  const read = event && OCCASIONS[event.type];
  if (!read) throw new BadEvent('event.envelope', `there is no firing ${firing}`);
  return read(event);
};
