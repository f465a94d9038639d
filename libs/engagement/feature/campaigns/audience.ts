import { type CampaignPeople, type Reason } from '@laurel/contracts';

/** Whose enrolment, or who, matched; '' where the audience is of people. */
export interface Member {
  readonly learner: string;
  readonly course: string;
  readonly run: string;
  readonly registration: string;
}

/** Whether something is true of a person, why, and what the course that it is about is called. */
export interface PersonStanding {
  readonly holds: boolean;
  readonly because: readonly Reason[];
  readonly courseTitle?: string | undefined;
}

/** What campaigns ask about people. Everything is answered as it was, and was known, `at` that time. */
export interface Audience {
  /** One member a person, in the order of their ids. */
  members(people: CampaignPeople, at: Date): Promise<readonly Member[]>;
  /** How each of these people stands with it; all of them are in the answer. */
  standings(
    people: CampaignPeople,
    learners: readonly string[],
    at: Date,
  ): Promise<ReadonlyMap<string, PersonStanding>>;
  /** What was said latest of an attribute; who is not in the answer was not told of. */
  attribute(name: string, at: Date): Promise<ReadonlyMap<string, string>>;
}
