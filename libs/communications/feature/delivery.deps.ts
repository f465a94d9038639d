import {
  type CommunicationsEvent,
  type ReportDue,
  ReportFellDue,
  RuleFired,
  type RuleFired as RuleFiredDefinition,
  type WriteReport,
} from '@laurel/contracts';
import {
  type ComposeMessage,
  type MessageCommand,
  messageDecider,
  type MessageLinks,
  type OfMessage,
  type QuietHours,
  type Recipients,
  type SendMail,
  type WaitingList,
} from '@laurel/communications-domain';
import { BadEvent, type Cause, type Clock, type EventOf, type EventSearch, type EventStore, run } from '@laurel/kernel';
import { type Logger, type Metrics } from '@laurel/platform';
import { createHash } from 'node:crypto';

/** What the road of a message needs. */
export interface DeliveryDeps {
  readonly store: EventStore;
  readonly search: EventSearch;
  readonly recipients: Recipients;
  readonly waiting: WaitingList;
  readonly send: SendMail;
  readonly writeReport: WriteReport;
  readonly compose: ComposeMessage;
  /** The addresses that a message carries. */
  readonly linksOf: (of: OfMessage) => MessageLinks;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'messages'>;
  /** undefined: mail goes out at any hour. */
  readonly quietHours: QuietHours | undefined;
  /** Named in every mail. */
  readonly publicUrl: string;
}

export type Fired = EventOf<typeof RuleFiredDefinition>['data'];

/** One message for one firing; safe as a file name and in a Message-ID, which the firing's id is not. */
export const messageIdOf = (firing: string): string => createHash('sha256').update(firing).digest('hex').slice(0, 32);

interface About {
  readonly of: OfMessage;
  readonly template: string;
  readonly category: string;
}
/** What a message came from, as it was decided: a rule that fired, or a report that fell due. */
export type Occasion =
  | (About & { readonly is: 'firing'; readonly fired: Fired })
  | (About & { readonly is: 'report'; readonly due: ReportDue });

/** The template and the category of every report. */
export const REPORT = 'report';

export const occasionOfFiring = (fired: Fired): Occasion => {
  const { firing, rule, learner, course, run, registration, action } = fired;
  const of = { message: messageIdOf(firing), firing, rule, learner, course, run, registration };
  return { is: 'firing', of, template: action.template, category: action.category, fired };
};

export const occasionOfReport = (due: ReportDue): Occasion => {
  const { firing, learner, subscription } = due;
  const noEnrolment = { course: '', run: '', registration: '' };
  const of = { message: messageIdOf(firing), firing, rule: `subscription-${subscription}`, learner, ...noEnrolment };
  return { is: 'report', of, template: REPORT, category: REPORT, due };
};

/** Lets the message decide, and counts what came out. */
export const tell = async (
  { store, metrics }: DeliveryDeps,
  command: MessageCommand,
  cause: Cause,
): Promise<readonly CommunicationsEvent[]> => {
  const events = await run(store, messageDecider, { stream: `message-${command.of.message}`, command, cause });
  for (const { type } of events) metrics.messages.inc({ outcome: type.slice(type.indexOf('.') + 1) });
  return events;
};

/** What is behind a message. */
export const occasionOf = async (store: EventStore, firing: string): Promise<Occasion> => {
  const [first] = await store.read(`firing-${firing}`);
  if (!first) throw new BadEvent('event.envelope', `there is no firing ${firing}`);
  return first.type === ReportFellDue.type
    ? occasionOfReport(ReportFellDue.read(first).data)
    : occasionOfFiring(RuleFired.read(first).data);
};
