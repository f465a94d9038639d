import {
  type DueMessage,
  MessageDue,
  type NoticeDue,
  NoticeFellDue,
  type PersonalChannel,
  type Reason,
  type ReportDue,
  ReportFellDue,
  RuleFired,
} from '@laurel/contracts';
import { type OfMessage } from '@laurel/communications-domain';
import { BadEvent, type EventOf, type EventSearch, type EventStore } from '@laurel/kernel';
import { createHash } from 'node:crypto';

export type Fired = EventOf<typeof RuleFired>['data'];

/** One message for one firing; safe as a file name and in a Message-ID, which the firing's id is not. */
export const messageIdOf = (firing: string): string => createHash('sha256').update(firing).digest('hex').slice(0, 32);

interface About {
  readonly of: OfMessage;
  readonly template: string;
  readonly category: string;
  readonly channel: PersonalChannel;
  /** undefined: that of the category. */
  readonly priority?: number | undefined;
  readonly notAfter?: Date | undefined;
}
/** What a message came from, as it was decided: a rule that fired, a step that is due, a report, or a change of a certificate. */
export type Occasion =
  | (About & { readonly is: 'firing'; readonly fired: Fired })
  | (About & { readonly is: 'step'; readonly due: DueMessage })
  | (About & { readonly is: 'report'; readonly due: ReportDue })
  | (About & { readonly is: 'certificate'; readonly due: NoticeDue });

/** The template and the category of every report. */
export const REPORT = 'report';

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
  const noEnrolment = { course: '', run: '', registration: '' };
  const of = { message: messageIdOf(firing), firing, rule: `subscription-${subscription}`, learner, ...noEnrolment };
  return { is: 'report', of, template: REPORT, category: REPORT, channel: 'email', due };
};

/** The category of every mail about a certificate. */
const CERTIFICATE = 'certificate';

export const occasionOfNotice = (due: NoticeDue): Occasion => {
  const { firing, learner, programme, kind } = due;
  const noEnrolment = { course: '', run: '', registration: '' };
  const of = { message: messageIdOf(firing), firing, rule: `certificate-${programme}`, learner, ...noEnrolment };
  return { is: 'certificate', of, template: `certificate-${kind}`, category: CERTIFICATE, channel: 'email', due };
};

/** Why there is a message. */
export const becauseOf = (occasion: Occasion): readonly Reason[] => {
  switch (occasion.is) {
    case 'firing':
      return occasion.fired.because;
    case 'step':
      return occasion.due.because;
    case 'report':
      return [{ text: occasion.due.because, facts: [] }];
    case 'certificate': {
      const { kind, why, programme } = occasion.due;
      return [{ text: why ?? `your certificate ${programme} was ${kind}`, facts: [] }];
    }
  }
};

/** What is behind a message. A step's firing is an event among those of its journey. */
export const occasionOf = async (
  { store, search }: { readonly store: Pick<EventStore, 'read'>; readonly search: Pick<EventSearch, 'find'> },
  firing: string,
): Promise<Occasion> => {
  const [first] = await store.read(`firing-${firing}`);
  const event = first ?? (await search.find({ types: [MessageDue.type], about: { firing }, limit: 1 }))[0];
  switch (event?.type) {
    case ReportFellDue.type:
      return occasionOfReport(ReportFellDue.read(event).data);
    case NoticeFellDue.type:
      return occasionOfNotice(NoticeFellDue.read(event).data);
    case MessageDue.type:
      return occasionOfStep(MessageDue.read(event).data);
    case RuleFired.type:
      return occasionOfFiring(RuleFired.read(event).data);
    default:
      throw new BadEvent('event.envelope', `there is no firing ${firing}`);
  }
};
