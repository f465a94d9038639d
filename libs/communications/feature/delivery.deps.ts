import {
  type CommunicationsEvent,
  type MessageRequested,
  type RuleFired as RuleFiredDefinition,
  RuleFired,
} from '@laurel/contracts';
import {
  type MessageCommand,
  messageDecider,
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
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'messages'>;
  /** undefined: mail goes out at any hour. */
  readonly quietHours: QuietHours | undefined;
  /** Named in every mail. */
  readonly publicUrl: string;
}

export type Fired = EventOf<typeof RuleFiredDefinition>['data'];
export type Requested = EventOf<typeof MessageRequested>['data'];

/** One message for one firing; safe as a file name and in a Message-ID, which the firing's id is not. */
export const messageIdOf = (firing: string): string => createHash('sha256').update(firing).digest('hex').slice(0, 32);

export const ofMessage = ({ firing, rule, learner, course, run, registration }: Fired): OfMessage => ({
  ...{ message: messageIdOf(firing), firing, rule, learner, course, run, registration },
});

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

/** The firing behind a message, as it was decided. */
export const firedOf = async (store: EventStore, firing: string): Promise<Fired> => {
  const [first] = await store.read(`firing-${firing}`);
  if (!first) throw new BadEvent('event.envelope', `there is no firing ${firing}`);
  return RuleFired.read(first).data;
};
