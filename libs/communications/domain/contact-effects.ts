import {
  type CommunicationsEvent,
  ContactClaimed,
  type ContactEvent,
  ContactMade,
  ContactReleased,
} from '@laurel/contracts';
import { type Circumstances } from './courtesies/courtesy.ts';

/**
 * What the events of a message mean for the cap of its person; appended in one transaction with them, so that of two
 * messages that want the last place one is decided anew. Sending moves a place from claimed to made and back, never adds one.
 */
export const contactEffects = (
  events: readonly CommunicationsEvent[],
  {
    message,
    category,
    priority,
    contact,
    now,
  }: Pick<Circumstances, 'message' | 'category' | 'priority' | 'contact' | 'now'>,
  learner: string,
): readonly ContactEvent[] => {
  if (!category.isCapped) return [];
  const of = { learner, message };
  return events.flatMap((event): readonly ContactEvent[] => {
    switch (event.type) {
      case 'communications.MessageRequested':
      case 'communications.SendPostponed':
        return [ContactClaimed.of({ ...of, priority, firm: true })];
      case 'communications.MessageDeferred':
        return [ContactClaimed.of({ ...of, priority, firm: false, until: event.data.until })];
      case 'communications.SendAttempted':
        return [ContactMade.of({ ...of, at: now.toISOString() })];
      case 'communications.MessageSuppressed':
        return contact.claims.has(message) || contact.made.has(message) ? [ContactReleased.of(of)] : [];
      case 'communications.MessageSent':
      case 'communications.MessageRejected':
      case 'communications.DeliveryUnknown':
        return [];
    }
  });
};
