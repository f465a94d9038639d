import {
  type CommunicationsEvent,
  ContactClaimed,
  type ContactEvent,
  ContactMade,
  ContactReleased,
  MessageDeferred,
  MessageRequested,
  MessageSuppressed,
  SendAttempted,
  SendPostponed,
} from '@laurel/contracts';
import { type Contact } from './contact.ts';
import { type Circumstances } from './courtesies/courtesy.ts';

type Counted = Pick<Circumstances, 'message' | 'category' | 'priority' | 'contact' | 'now'>;

/**
 * What the events of a message mean for the cap of its person; appended in one transaction with them, so that of two
 * messages that want the last place one is decided anew. Sending moves a place from claimed to made and back, never adds one.
 */
export const contactEffects = (
  events: readonly CommunicationsEvent[],
  counted: Counted,
  learner: string,
): readonly ContactEvent[] =>
  counted.category.isCapped ? events.flatMap((event) => effectOf(event, counted, learner) ?? []) : [];

/** An end that the channel told keeps its place: the person was written to, or may have been. */
const effectOf = (event: CommunicationsEvent, counted: Counted, learner: string): ContactEvent | undefined => {
  const { message, priority, contact, now } = counted;
  const of = { learner, message };
  if (TAKES_ITS_PLACE.has(event.type)) return ContactClaimed.of({ ...of, priority, firm: true });
  if (event.type === SendAttempted.type) return ContactMade.of({ ...of, at: now.toISOString() });
  if (event.type === MessageDeferred.type) {
    return ContactClaimed.of({ ...of, priority, firm: false, until: event.data.until });
  }
  const isDropped = event.type === MessageSuppressed.type && isCounted(contact, message);
  return isDropped ? ContactReleased.of(of) : undefined;
};

const TAKES_ITS_PLACE: ReadonlySet<string> = new Set([MessageRequested.type, SendPostponed.type]);

const isCounted = ({ claims, made }: Contact, message: string): boolean => claims.has(message) || made.has(message);
