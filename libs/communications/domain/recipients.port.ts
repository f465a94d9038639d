/** Where a learner is reached. Only `people` knows. */
export interface Recipient {
  readonly learner: string;
  readonly name: string;
  readonly email: string;
  readonly timeZone?: string | undefined;
  readonly language?: string | undefined;
}

export interface Recipients {
  /** undefined: nobody said how to reach this learner. */
  find(learner: string): Promise<Recipient | undefined>;
}
