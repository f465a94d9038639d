import {
  type CommunicationsEvent,
  communicationsEvents,
  DeliveryUnknown,
  MessageDeferred,
  MessageRejected,
  MessageRequested,
  MessageSent,
  MessageSuppressed,
  SendAttempted,
  SendPostponed,
} from '@laurel/contracts';
import { BadEvent, type Decider, type EventOf } from '@laurel/kernel';
import { type Answer } from './mailer.port.ts';
import { type QuietHours, quietUntil } from './quiet-hours.ts';

/** What every event of a message carries. */
export interface OfMessage {
  readonly message: string;
  readonly firing: string;
  readonly rule: string;
  readonly learner: string;
  readonly course: string;
  readonly run: string;
  readonly registration: string;
}

/** Where a message stands. `over` is for good; after `unknown` only a late answer is heard. */
export type MessageState =
  | { readonly is: 'none' }
  | { readonly is: 'waiting'; readonly until: Date; readonly attempts: number }
  | { readonly is: 'requested'; readonly attempts: number }
  | { readonly is: 'attempting'; readonly attempts: number }
  | { readonly is: 'unknown'; readonly attempts: number }
  | { readonly is: 'over' };

/** Shall it be sent now? Asked when the rule fired, and again when what held it back is over. */
export interface Consider {
  readonly type: 'Consider';
  readonly of: OfMessage;
  readonly template: string;
  readonly category: string;
  readonly now: Date;
  /** undefined: `people` knows no address. The address itself stays there. */
  readonly recipient: { readonly timeZone: string | undefined } | undefined;
  readonly quietHours: QuietHours | undefined;
  /** When this rule last wrote about this enrolment, in another message. */
  readonly wroteAt: Date | undefined;
}
/** Said before the channel is touched. */
export interface Attempt {
  readonly type: 'Attempt';
  readonly of: OfMessage;
  /** Why there is nothing to send after all. */
  readonly hindrance: string | undefined;
}
/** What the channel said to an attempt. */
export interface Answered {
  readonly type: 'Answered';
  readonly of: OfMessage;
  readonly template: string;
  readonly attempt: number;
  readonly answer: Answer;
  readonly now: Date;
}
/** Found an attempt without an answer: whoever made it is gone. */
export interface GiveUp {
  readonly type: 'GiveUp';
  readonly of: OfMessage;
}
export type MessageCommand = Consider | Attempt | Answered | GiveUp;

const DAY_MS = 86_400_000;
/** One rule writes about one enrolment at most once in so many days. */
export const CAP_DAYS = 30;
/** So often a channel may ask to try later; then it is a no. The last pause is six hours, and none is shorter than the channel asks. */
export const MOST_ATTEMPTS = 10;
const pauseMs = (attempt: number, asked = 0): number =>
  Math.max(Math.min(60_000 * 2 ** (attempt - 1), 6 * 3_600_000), asked);

const definitions = new Map<string, (typeof communicationsEvents)[number]>(
  communicationsEvents.map((one) => [one.type, one]),
);

/** One message to one person about one firing or one report: stream `message-<message>`. */
export const messageDecider: Decider<MessageState, MessageCommand, CommunicationsEvent> = {
  initial: { is: 'none' },

  read: (stored) => {
    const definition = definitions.get(stored.type);
    if (!definition) throw new BadEvent('event.type', `${stored.type} is no event of a message`);
    return definition.read(stored);
  },

  evolve: (state, event) => {
    if (isEnd(event)) return { is: 'over' };
    const attempts = attemptsOf(state);
    switch (event.type) {
      case 'communications.MessageRequested':
        return { is: 'requested', attempts };
      case 'communications.MessageDeferred':
      case 'communications.SendPostponed':
        return { is: 'waiting', until: new Date(event.data.until), attempts };
      case 'communications.SendAttempted':
        return { is: 'attempting', attempts: event.data.attempt };
      case 'communications.DeliveryUnknown':
        return { is: 'unknown', attempts };
    }
  },

  decide: (state, command) => {
    switch (command.type) {
      case 'Consider':
        return consider(state, command);
      case 'Attempt':
        return attempt(state, command);
      case 'Answered':
        return answered(state, command);
      case 'GiveUp':
        return state.is === 'attempting'
          ? [DeliveryUnknown.of({ ...command.of, why: `attempt ${state.attempts} got no answer: it may have arrived` })]
          : [];
    }
  },
};

type End = EventOf<typeof MessageSuppressed | typeof MessageSent | typeof MessageRejected>;

const isEnd = (event: CommunicationsEvent): event is End =>
  event.type === MessageSuppressed.type || event.type === MessageSent.type || event.type === MessageRejected.type;

const attemptsOf = (state: MessageState): number => ('attempts' in state ? state.attempts : 0);

const consider = (state: MessageState, command: Consider): readonly CommunicationsEvent[] => {
  const { of, now, recipient, template, category, quietHours } = command;
  if (!isDue(state, now)) return [];
  if (!recipient) return [MessageSuppressed.of({ ...of, why: NO_ADDRESS })];
  const capped = whyCapped(command);
  if (capped) return [MessageSuppressed.of({ ...of, why: capped })];
  const until = quietUntil(quietHours, recipient.timeZone, now);
  if (!until) return [MessageRequested.of({ ...of, channel: 'email', template, category })];
  return [MessageDeferred.of({ ...of, until: until.toISOString(), why: `quiet hours in ${recipient.timeZone}` })];
};

const isDue = (state: MessageState, now: Date): boolean =>
  state.is === 'none' || (state.is === 'waiting' && now >= state.until);

export const NO_ADDRESS = 'no address is known for this learner';

const whyCapped = ({ wroteAt, now }: Consider): string | undefined => {
  if (!wroteAt || now.getTime() - wroteAt.getTime() >= CAP_DAYS * DAY_MS) return undefined;
  return `this rule wrote about this enrolment on ${wroteAt.toISOString().slice(0, 10)}, and writes once in ${CAP_DAYS} days`;
};

const attempt = (state: MessageState, { of, hindrance }: Attempt): readonly CommunicationsEvent[] => {
  if (state.is !== 'requested') return [];
  if (hindrance !== undefined) return [MessageSuppressed.of({ ...of, why: hindrance })];
  return [SendAttempted.of({ ...of, attempt: state.attempts + 1 })];
};

const answered = (state: MessageState, command: Answered): readonly CommunicationsEvent[] => {
  const { of, answer, template, now } = command;
  if ((state.is !== 'attempting' && state.is !== 'unknown') || state.attempts !== command.attempt) return [];
  switch (answer.outcome) {
    case 'accepted':
      return [MessageSent.of({ ...of, channel: 'email', template })];
    case 'rejected':
      return [MessageRejected.of({ ...of, why: answer.reason })];
    case 'tryLater': {
      if (command.attempt >= MOST_ATTEMPTS) {
        return [MessageRejected.of({ ...of, why: `${answer.reason}, after ${command.attempt} attempts` })];
      }
      const until = new Date(now.getTime() + pauseMs(command.attempt, answer.retryAfterMs)).toISOString();
      return [SendPostponed.of({ ...of, attempt: command.attempt, until, why: answer.reason })];
    }
  }
};
