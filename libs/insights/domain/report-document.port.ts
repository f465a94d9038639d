/** An answer for people to read on paper. */
export interface ReportDocument {
  readonly title: string;
  readonly description: string | null;
  /** The question in words, a line each. */
  readonly asked: readonly string[];
  /** As of when, and up to which fact. */
  readonly standing: string;
  readonly columns: readonly { readonly name: string; readonly isNumber: boolean }[];
  /** As they are printed: an undefined figure is a dash. */
  readonly rows: readonly (readonly string[])[];
  /** Rows that were left out. */
  readonly more: number;
  /** Shares of the whole, 0 to 1, drawn over the table: those who reached each step of a funnel. */
  readonly bars: readonly { readonly label: string; readonly share: number; readonly figure: string }[];
  /** What each figure counts. */
  readonly definitions: readonly (readonly [figure: string, sentence: string])[];
  /** Where it came from. */
  readonly address: string;
}

/** Draws it as PDF; the same document at the same time makes the same bytes. */
export type RenderReport = (document: ReportDocument, at: Date) => Promise<Uint8Array>;
