import { type ReachOf } from '@laurel/contracts';
import { type JourneyList } from '@laurel/engagement-domain';
import { type Clock, type EventSearch, type EventStore } from '@laurel/kernel';
import { type EngagementPorts } from '../engagement.deps.ts';
import { type Audience } from './audience.ts';

/** What campaigns need, at the edge and in the background. */
export interface CampaignPorts extends Pick<EngagementPorts, 'savedFunnel' | 'findTemplate' | 'means'> {
  readonly store: EventStore;
  readonly search: EventSearch;
  readonly journeys: JourneyList;
  readonly audience: Audience;
  readonly reach: ReachOf;
  readonly clock: Clock;
}
export const CAMPAIGN_PORTS = Symbol('CampaignPorts');
