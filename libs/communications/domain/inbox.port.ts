/** A message as it lies in a person's inbox inside Laurel. It holds a name and words to a person. */
export interface InboxEntry {
  readonly message: string;
  readonly learner: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly arrivedAt: Date;
}

export interface KeptEntry extends InboxEntry {
  readonly readAt: Date | undefined;
}

/** One page of an inbox, newest first. */
export interface InboxPage {
  readonly entries: readonly KeptEntry[];
  readonly total: number;
  readonly unread: number;
}

/** Messages that a person reads inside Laurel or a portal beside it. */
export interface Inbox {
  /** Durable when it resolves; the same message again changes nothing. */
  put(entry: InboxEntry): Promise<void>;
  list(learner: string, page: { readonly skip: number; readonly limit: number }): Promise<InboxPage>;
  /** The first time counts. False where this person has no such message. */
  markRead(learner: string, message: string, at: Date): Promise<boolean>;
}
