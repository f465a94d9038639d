import { type Attachment } from '@laurel/contracts';

/** A mail as it goes out. It holds an address and a name: it is never stored here, logged or put into an event. */
export interface Mail {
  /** The same for every attempt of one message: relays and mail clients see a redelivery as the same mail. */
  readonly messageId: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly Attachment[];
}

export type Answer =
  | { readonly outcome: 'accepted' }
  | { readonly outcome: 'rejected'; readonly reason: string }
  | {
      readonly outcome: 'tryLater';
      readonly reason: string;
      /** As long as the channel itself asks to wait. */
      readonly retryAfterMs?: number;
    };

/** The three answers of a mail server. A throw is no answer: the outcome is unknown. `tryLater`: surely not delivered. */
export type SendMail = (mail: Mail) => Promise<Answer>;
