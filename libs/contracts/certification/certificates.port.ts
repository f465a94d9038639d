import { type NoticeDue } from '../decisions/certification.events.ts';
import { type Attachment } from '../reports.port.ts';

/** What the mail about a change of a certificate says, beside the greeting. It may hold a name: it is never stored. */
export interface CertificateNotice {
  /** Of the programme, with the level where there is one. */
  readonly title: string;
  readonly links: {
    /** Where it is checked. */
    readonly verify: string;
    /** Where its owner decides what others see there. */
    readonly sharing: string;
  };
  /** null: it does not expire. */
  readonly expiresAt: string | null;
  /** What renews it, in words; nothing where it is not to be renewed now. */
  readonly asks: readonly string[];
  readonly attachments: readonly Attachment[];
}

/** Says what to tell, as it is now; or why there is nothing to tell any more. Throws on an outage. */
export type WriteCertificateNotice = (due: NoticeDue) => Promise<CertificateNotice | { readonly why: string }>;
