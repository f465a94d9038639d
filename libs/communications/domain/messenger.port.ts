import { type Answer } from './mailer.port.ts';
import { type Recipient } from './recipients.port.ts';

/** A message to one person as it goes out on any channel. It holds an address and a name: never logged or put into an event. */
export interface PersonalMessage {
  /** The same for every attempt of one message. */
  readonly messageId: string;
  readonly to: Recipient;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/**
 * A channel to one person, with the three answers of a mail server. A throw is no answer: it may have arrived.
 * `tryLater`: surely not delivered.
 */
export type Messenger = (message: PersonalMessage) => Promise<Answer>;
