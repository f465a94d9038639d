import { type ReportDue } from './decisions/insights.events.ts';

/** What is mailed of a report, beside the greeting. It may hold figures about few people: it is never stored. */
export interface Report {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly attachments: readonly Attachment[];
}

export interface Attachment {
  readonly name: string;
  /** Content type. */
  readonly type: string;
  readonly content: Uint8Array;
}

/** Writes what a report says, as known when it fell due; or says why there is nothing to send. Throws on an outage. */
export type WriteReport = (due: ReportDue) => Promise<Report | { readonly why: string }>;
