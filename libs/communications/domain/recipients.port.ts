import { type Absence } from './courtesies/courtesy.ts';

/** Where a learner is reached. Only `people` knows. */
export interface Recipient {
  readonly learner: string;
  readonly name: string;
  readonly email: string;
  readonly timeZone?: string | undefined;
  readonly language?: string | undefined;
  /** Whose public holidays are theirs: AT, DE-BY; undefined: those of the country of their zone. */
  readonly calendar?: string | undefined;
}

export interface Recipients {
  /** undefined: nobody said how to reach this learner. */
  find(learner: string): Promise<Recipient | undefined>;
  /** When they are away, now or later. */
  absences(learner: string): Promise<readonly Absence[]>;
}
