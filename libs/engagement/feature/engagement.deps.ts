import { type FindTemplate, type RuleDefinition, type SendingMeans } from '@laurel/contracts';
import {
  type CriteriaReader,
  type EnrolledCourses,
  type EnrolmentsOfFew,
  type HistoriesReader,
} from '@laurel/criteria-read-model';
import { type Clock, type EventSearch, type EventStore } from '@laurel/kernel';

/** What rules need, at the edge and in the background. */
export interface EngagementPorts {
  readonly store: EventStore;
  readonly search: EventSearch;
  readonly criteria: CriteriaReader;
  readonly histories: HistoriesReader;
  readonly enrolledIn: EnrolledCourses;
  readonly enrolmentsOfFew: EnrolmentsOfFew;
  /** What a rule may write with. */
  readonly findTemplate: FindTemplate;
  readonly means: SendingMeans;
  readonly clock: Clock;
  /** The content of a saved funnel; undefined where there is none of that id. */
  readonly savedFunnel?: (id: string) => Promise<unknown>;
  /** Default: the rules that Laurel ships. */
  readonly rules?: readonly RuleDefinition[];
}
export const ENGAGEMENT_PORTS = Symbol('EngagementPorts');
