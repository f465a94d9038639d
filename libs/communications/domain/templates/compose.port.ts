import { type TemplateValues } from '@laurel/contracts';

/** The addresses that a message carries, made for this person and this message; nothing in them says who that is. */
export interface MessageLinks {
  /** undefined where nobody can unsubscribe, as from a certificate. */
  readonly unsubscribe: string | undefined;
  readonly preferences: string | undefined;
  /** Why this message came. */
  readonly why: string | undefined;
  /** Shown to no person: who opens it is a program. */
  readonly trap?: string | undefined;
  /** Answers in one tap to "why not yet?"; none for most messages. */
  readonly reasons: readonly { readonly label: string; readonly url: string }[];
  /** The address that counts a click under this label and leads on to `url`. */
  readonly track: (url: string, label: string) => string;
}

/** Which template to write with, to whom, and about what. */
export interface Composition {
  readonly template: string;
  /** undefined: the newest. */
  readonly version?: number | undefined;
  /** What the person reads; the template's own default where it does not speak it. */
  readonly language?: string | undefined;
  /** For dates; undefined: UTC, and said so. */
  readonly timeZone?: string | undefined;
  readonly given: Given;
  /** What the template declares. */
  readonly values: TemplateValues;
  readonly links: MessageLinks;
}

/** What every template may speak of without declaring it. */
export interface Given {
  readonly name: string;
  /** Title of the course, or '' where the message is about none. */
  readonly course: string;
  /** Why the message was decided on, in words. */
  readonly because: readonly string[];
  readonly publicUrl: string;
}

export interface Composed {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly templateVersion: number;
  /** The language it was written in. */
  readonly language: string;
}

/**
 * Writes a message, the same for the same version; or says why it cannot be written, which no second attempt would
 * change. Throws on an outage.
 */
export type ComposeMessage = (composition: Composition) => Promise<Composed | { readonly why: string }>;
