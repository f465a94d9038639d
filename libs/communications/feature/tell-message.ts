import { type CommunicationsEvent } from '@laurel/contracts';
import {
  type Circumstances,
  type Contact,
  contactAfter,
  contactEffects,
  contactStream,
  type MessageCommand,
  messageDecider,
  NO_CONTACT,
  readContact,
} from '@laurel/communications-domain';
import { type Cause, Conflict } from '@laurel/kernel';
import { type DeliveryDeps } from './delivery.deps.ts';

/** What the cap needs to know of a message. */
type Counted = Pick<Circumstances, 'message' | 'category' | 'priority' | 'now'>;

const ATTEMPTS = 20;

/**
 * Lets the message decide, with how its person was reached so far, and appends what follows for both in one transaction.
 * Of two messages that want one person's last place, the slower decides anew. Counts what came out.
 */
export const tellMessage = async (
  { store, metrics }: Pick<DeliveryDeps, 'store' | 'metrics'>,
  {
    counted,
    commandFor,
    cause,
  }: {
    readonly counted: Counted;
    readonly commandFor: (contact: Contact) => MessageCommand;
    readonly cause: Cause;
  },
): Promise<readonly CommunicationsEvent[]> => {
  for (let attempt = 1; ; attempt++) {
    const [told, met] = await Promise.all([
      store.read(`message-${counted.message}`),
      store.read(contactStream(learnerOf(commandFor(NO_CONTACT)))),
    ]);
    const contact = met.map(readContact).reduce(contactAfter, NO_CONTACT);
    const command = commandFor(contact);
    const state = told.map(messageDecider.read).reduce(messageDecider.evolve, messageDecider.initial);
    const events = messageDecider.decide(state, command);
    if (events.length === 0) return events;
    const learner = learnerOf(command);
    const effects = contactEffects(events, { ...counted, contact }, learner);
    try {
      await store.appendMany(
        [
          { stream: `message-${counted.message}`, expected: told.length, events },
          { stream: contactStream(learner), expected: met.length, events: effects },
        ],
        cause,
      );
      for (const { type } of events) metrics.messages.inc({ outcome: type.slice(type.indexOf('.') + 1) });
      return events;
    } catch (error) {
      if (!(error instanceof Conflict) || attempt === ATTEMPTS) throw error;
    }
  }
};

const learnerOf = ({ of }: MessageCommand): string => of.learner;
