/** Somebody about whom facts were written; course '' where they were about none. */
export interface Changed {
  readonly learner: string;
  readonly course: string;
}

/**
 * Who wants to know of new facts. It is told when they are in the warehouse and before the log hears that they are: whatever
 * ends the process in between, it is told again.
 */
export interface FactsWritten {
  /** Asked for each batch, so that what nobody wants costs nothing. */
  wanted(): Promise<boolean>;
  /** Durable when it resolves. */
  tell(changed: readonly Changed[]): Promise<void>;
}
