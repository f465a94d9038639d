import {
  type CommunicationsEvent,
  communicationsEvents,
  DeliveryUnknown,
  MessageDeferred,
  MessageRejected,
  MessageRequested,
  MessageSent,
  MessageSuppressed,
  type PersonalChannel,
  SendAttempted,
  SendPostponed,
} from '@laurel/contracts';
import { BadEvent, type Decider, type EventOf, Refused } from '@laurel/kernel';
import { type Category } from '@laurel/contracts';
import { judge, type Judgement } from './courtesies/courtesies.ts';
import { type Circumstances } from './courtesies/courtesy.ts';
import { type Answer } from './mailer.port.ts';

/** What every event of a message carries. */
export interface OfMessage {
  readonly message: string;
  readonly firing: string;
  readonly rule: string;
  readonly learner: string;
  readonly course: string;
  readonly run: string;
  readonly registration: string;
  /** Of a campaign's message, and the version that the person entered. */
  readonly campaign?: string;
  readonly campaignVersion?: number;
  readonly step?: string;
}

/** Where a message stands. `over` is for good; after `unknown` a late answer is heard, and an operator may send it again. */
export type MessageState =
  | { readonly is: 'none' }
  | {
      readonly is: 'waiting';
      readonly until: Date;
      readonly attempts: number;
      /** Of a stop or a pause: it waits for somebody, not for a time, and `until` is only when it was to be asked again. */
      readonly pausedFor?: string;
    }
  | { readonly is: 'requested'; readonly attempts: number }
  | { readonly is: 'attempting'; readonly attempts: number }
  | { readonly is: 'unknown'; readonly attempts: number }
  | { readonly is: 'over' };

/** Shall it be sent now? Asked when it fell due, and again when what held it back is over. */
export interface Consider {
  readonly type: 'Consider';
  readonly of: OfMessage;
  readonly template: string;
  readonly channel: PersonalChannel;
  readonly circumstances: Circumstances;
}
/** Said before the channel is touched; judged once more, for hours may lie behind the request. */
export interface Attempt {
  readonly type: 'Attempt';
  readonly of: OfMessage;
  readonly circumstances: Circumstances;
  /** What it is written with, or why it cannot be written. */
  readonly written: { readonly templateVersion: number } | { readonly why: string };
}
/** What the channel said to an attempt. */
export interface Answered {
  readonly type: 'Answered';
  readonly of: OfMessage;
  readonly template: string;
  readonly templateVersion: number;
  readonly channel: PersonalChannel;
  readonly attempt: number;
  readonly answer: Answer;
  /** Digest of the address that was tried. */
  readonly address: string;
  readonly now: Date;
}
/** Found an attempt without an answer: whoever made it is gone. */
export interface GiveUp {
  readonly type: 'GiveUp';
  readonly of: OfMessage;
  readonly delivery: Category['delivery'];
  readonly now: Date;
}
/** An operator takes the risk that it arrives twice. */
export interface SendAgain {
  readonly type: 'SendAgain';
  readonly of: OfMessage;
  readonly template: string;
  readonly channel: PersonalChannel;
  readonly category: Pick<Category, 'id'>;
  readonly priority: number;
  /** Key of the operator. */
  readonly by: string;
}
export type MessageCommand = Consider | Attempt | Answered | GiveUp | SendAgain;

/** So often a channel may ask to try later; then it is a no. The last pause is six hours, and none is shorter than the channel asks. */
export const MOST_ATTEMPTS = 10;
const pauseMs = (attempt: number, asked = 0): number =>
  Math.max(Math.min(60_000 * 2 ** (attempt - 1), 6 * 3_600_000), asked);
/** A channel that is away is asked again after this; it costs no attempt. */
const AWAY_MS = 60_000;

const definitions = new Map<string, (typeof communicationsEvents)[number]>(
  communicationsEvents.map((one) => [one.type, one]),
);

/** One message to one person about one firing, one step of a campaign or one report: stream `message-<message>`. */
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
        return { is: 'waiting', until: new Date(event.data.until), attempts, ...pausedBy(event) };
      case 'communications.SendPostponed':
        return { is: 'waiting', until: new Date(event.data.until), attempts: attempts - uncounted(event) };
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
        return giveUp(state, command);
      case 'SendAgain':
        return sendAgain(state, command);
    }
  },
};

type End = EventOf<typeof MessageSuppressed | typeof MessageSent | typeof MessageRejected>;

const isEnd = (event: CommunicationsEvent): event is End =>
  event.type === MessageSuppressed.type || event.type === MessageSent.type || event.type === MessageRejected.type;

const attemptsOf = (state: MessageState): number => ('attempts' in state ? state.attempts : 0);

const uncounted = ({ data }: EventOf<typeof SendPostponed>): number => (data.counts === false ? 1 : 0);

const pausedBy = ({ data: { courtesy, why } }: EventOf<typeof MessageDeferred>): { readonly pausedFor?: string } =>
  courtesy === 'paused' ? { pausedFor: why } : {};

const consider = (state: MessageState, command: Consider): readonly CommunicationsEvent[] => {
  const { of, template, channel, circumstances } = command;
  if (!isDue(state, circumstances.now)) return [];
  const judgement = judge(circumstances);
  if (isStillPaused(state, judgement)) return [];
  if (judgement.is !== 'go') return [heldBack(of, judgement)];
  const { category, priority } = circumstances;
  return [MessageRequested.of({ ...of, channel, template, category: category.id, priority })];
};

const isDue = (state: MessageState, now: Date): boolean =>
  state.is === 'none' || (state.is === 'waiting' && now >= state.until);

/** Asked again during the same stop or pause there is nothing new to say, however long it is. */
const isStillPaused = (state: MessageState, judgement: Judgement): boolean =>
  state.is === 'waiting' &&
  judgement.is === 'defer' &&
  judgement.courtesy === 'paused' &&
  judgement.why === state.pausedFor;

const heldBack = (of: OfMessage, judgement: Exclude<Judgement, { is: 'go' }>): CommunicationsEvent => {
  const { why, courtesy } = judgement;
  return judgement.is === 'suppress'
    ? MessageSuppressed.of({ ...of, why, courtesy })
    : MessageDeferred.of({ ...of, until: judgement.until.toISOString(), why, courtesy });
};

const attempt = (state: MessageState, command: Attempt): readonly CommunicationsEvent[] => {
  const { of, circumstances, written } = command;
  if (state.is !== 'requested') return [];
  const judgement = judge(circumstances);
  if (judgement.is !== 'go') return [heldBack(of, judgement)];
  if ('why' in written) return [MessageSuppressed.of({ ...of, why: written.why, courtesy: 'unwritable' })];
  return [SendAttempted.of({ ...of, attempt: state.attempts + 1, templateVersion: written.templateVersion })];
};

const giveUp = (state: MessageState, { of, delivery, now }: GiveUp): readonly CommunicationsEvent[] => {
  if (state.is !== 'attempting') return [];
  const { attempts } = state;
  const why = `attempt ${attempts} got no answer: it may have arrived`;
  if (delivery === 'at-most-once' || attempts >= MOST_ATTEMPTS) return [DeliveryUnknown.of({ ...of, why })];
  const until = new Date(now.getTime() + pauseMs(attempts)).toISOString();
  return [SendPostponed.of({ ...of, attempt: attempts, until, why: `${why}, and is sent again under the same id` })];
};

const sendAgain = (state: MessageState, command: SendAgain): readonly CommunicationsEvent[] => {
  const { of, template, channel, category, priority, by } = command;
  if (state.is !== 'unknown') {
    throw new Refused('message.not-unknown', 'only a message whose delivery is unknown may be sent again');
  }
  return [MessageRequested.of({ ...of, channel, template, category: category.id, priority, again: by })];
};

const rejected = (
  { of, address }: Answered,
  { reason, about }: Extract<Answer, { outcome: 'rejected' }>,
): CommunicationsEvent => MessageRejected.of({ ...of, why: reason, ...(about === 'address' ? { address } : {}) });

const answered = (state: MessageState, command: Answered): readonly CommunicationsEvent[] => {
  if ((state.is !== 'attempting' && state.is !== 'unknown') || state.attempts !== command.attempt) return [];
  return [outcomeOf(command)];
};

const outcomeOf = (command: Answered): CommunicationsEvent => {
  const { of, answer } = command;
  switch (answer.outcome) {
    case 'accepted': {
      const { template, templateVersion, channel } = command;
      return MessageSent.of({ ...of, channel, template, templateVersion });
    }
    case 'rejected':
      return rejected(command, answer);
    case 'away':
      return SendPostponed.of({ ...postponed(command, AWAY_MS), why: answer.reason, counts: false });
    case 'tryLater':
      return tryLater(command, answer);
  }
};

const tryLater = (
  command: Answered,
  { reason, retryAfterMs }: Extract<Answer, { outcome: 'tryLater' }>,
): CommunicationsEvent => {
  const { of, attempt } = command;
  return attempt >= MOST_ATTEMPTS
    ? MessageRejected.of({ ...of, why: `${reason}, after ${attempt} attempts` })
    : SendPostponed.of({ ...postponed(command, pauseMs(attempt, retryAfterMs)), why: reason });
};

const postponed = ({ of, attempt, now }: Answered, ms: number) => ({
  ...{ ...of, attempt, until: new Date(now.getTime() + ms).toISOString() },
});
