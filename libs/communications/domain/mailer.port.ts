import { type Attachment, type CalendarEvent } from '@laurel/contracts';

/** A mail as it goes out. It holds an address and a name: it is never stored here, logged or put into an event. */
export interface Mail {
  /** The same for every attempt of one message: relays and mail clients see a redelivery as the same mail. */
  readonly messageId: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly Attachment[];
  /** For the calendar of who gets it. `uid` is the same for everybody and every version, which `sequence` counts. */
  readonly appointment?: (CalendarEvent & { readonly uid: string; readonly sequence: number }) | undefined;
  /** Where a mail program unsubscribes by one POST (RFC 8058); undefined where nobody can. */
  readonly unsubscribe?: string | undefined;
}

export type Answer =
  | { readonly outcome: 'accepted' }
  /** `about` the address: it will take no other message either. */
  | { readonly outcome: 'rejected'; readonly reason: string; readonly about?: 'address' | 'message' }
  | {
      readonly outcome: 'tryLater';
      readonly reason: string;
      /** As long as the channel itself asks to wait. */
      readonly retryAfterMs?: number;
    }
  | { readonly outcome: 'away'; readonly reason: string };

/**
 * The answers of a channel. A throw is no answer: the outcome is unknown. `tryLater`: surely not delivered, try this
 * message again. `away`: surely not delivered, and no other would be now.
 */
export type SendMail = (mail: Mail) => Promise<Answer>;
