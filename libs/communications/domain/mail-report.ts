/** What a mail server, or a provider, says about one mail to one address. */
export interface MailReport {
  readonly report: 'delivered' | 'delayed' | 'bounced' | 'complained';
  /** RFC 3463, such as 5.1.1; '' where none is said. */
  readonly status: string;
  /** undefined: not named. */
  readonly address: string | undefined;
  /** The Message-ID without its domain: our message. undefined: not named. */
  readonly message: string | undefined;
}

/** Bad mailbox or domain, moved, disabled, nobody answers for it. A full mailbox, a policy or a size says nothing for good. */
const FOR_GOOD = /^5\.(0\.0|1\.\d+|2\.1|4\.4)$/;

/** Why nothing may go to the address any more; undefined where it may. */
export const suppresses = ({ report, status }: MailReport): 'hard-bounce' | 'complaint' | undefined => {
  if (report === 'complained') return 'complaint';
  return report === 'bounced' && FOR_GOOD.test(status) ? 'hard-bounce' : undefined;
};

/** Reads a report as it came by mail (RFC 3464, RFC 5965): empty where it is none. */
export type ReadMailReport = (bytes: Uint8Array) => Promise<readonly MailReport[]>;

const MESSAGE_ID = /<([0-9a-f]{32})@[^>\s]+>/;
/** Our message behind a Message-ID. */
export const messageOfId = (text: string): string | undefined => MESSAGE_ID.exec(text)?.[1];
