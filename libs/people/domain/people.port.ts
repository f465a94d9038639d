/** Who a learner is and how to reach them. Personal data: it lives in `people` and nowhere else. */
export interface Person {
  readonly learner: string;
  readonly name: string;
  readonly email: string;
  /** IANA name, such as Europe/Vienna. */
  readonly timeZone?: string | undefined;
  readonly language?: string | undefined;
}

export interface People {
  /** All or nothing; durable when it resolves. A learner told again is replaced, and of one told twice the last counts. */
  keep(people: readonly Person[]): Promise<void>;
  find(learner: string): Promise<Person | undefined>;
  /** By learner, behind `after`. */
  list(page: { readonly after: string; readonly limit: number }): Promise<readonly Person[]>;
  count(): Promise<number>;
}
