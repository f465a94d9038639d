import { type Turn } from './availability-timeline.ts';

/** Who a learner is and how to reach them. Personal data: it lives in `people` and nowhere else. */
export interface Person {
  readonly learner: string;
  readonly name: string;
  readonly email: string;
  /** IANA name, such as Europe/Vienna. */
  readonly timeZone?: string | undefined;
  readonly language?: string | undefined;
  /** Whose public holidays are theirs: a country, with a part where holidays differ, such as AT or DE-BY. */
  readonly calendar?: string | undefined;
}

/** When a person cannot be reached: from inclusive, until exclusive. */
export interface Absence {
  readonly from: Date;
  readonly until: Date;
  /** Such as leave or travel. */
  readonly kind: string;
}

export interface People {
  /** All or nothing; durable when it resolves. A learner told again is replaced, and of one told twice the last counts. */
  keep(people: readonly Person[]): Promise<void>;
  find(learner: string): Promise<Person | undefined>;
  /** Those of these learners who were told. */
  findMany(learners: readonly string[]): Promise<readonly Person[]>;
  /** By learner, behind `after`. */
  list(page: { readonly after: string; readonly limit: number }): Promise<readonly Person[]>;
  count(): Promise<number>;
}

/** What a fact says of when a person is away; `takenBack`: that it no longer holds. */
export interface AvailabilityFact {
  readonly id: string;
  readonly learner: string;
  readonly at: Date;
  readonly value: Turn['value'];
  readonly takenBack: boolean;
}

/** When people are away. Personal data too. */
export interface Availability {
  /** All absences of each of these learners, in place of what was said before; durable when it resolves, all or nothing. */
  keepAbsences(all: ReadonlyMap<string, readonly Absence[]>): Promise<void>;
  /** Oldest first. */
  absences(learner: string): Promise<readonly Absence[]>;
  /** Some of what facts do not say yet of what was kept; empty when they say it all. */
  untold(): Promise<readonly AvailabilityFact[]>;
  noteTold(facts: readonly AvailabilityFact[]): Promise<void>;
}
