/** So many records of one source, about facts of one day. */
export interface Receipt {
  readonly source: string;
  /** Days since 1970, UTC, of the time of the facts. */
  readonly day: number;
  readonly records: number;
}

/**
 * What intake acknowledges, counted where the log and its readers do not: so that a loss behind intake would be seen.
 * Written after the append and before the answer: there are never more receipts than records in the log, and fewer only
 * where a process or PostgreSQL was killed in between, or a record came on another road.
 */
export interface Receipts {
  /** Never throws: what the store does not take now is kept for the next time. */
  keep(receipts: readonly Receipt[]): Promise<void>;
}
