import { type CampaignDefinition } from '@laurel/contracts';
import {
  campaignDecider,
  CampaignDrafted,
  type CampaignEstimate,
  type CampaignEvent,
  type CampaignState,
} from '@laurel/engagement-domain';
import { type RecordedEvent } from '@laurel/kernel';
import { type CampaignPorts } from './campaigns.deps.ts';

export const streamOfCampaign = (campaign: string): string => `campaign-${campaign}`;
export const streamOfJourney = (campaign: string, learner: string): string => `journey-${campaign}-${learner}`;

export type KnownCampaign = Exclude<CampaignState, { readonly is: 'none' }>;

/** A campaign with everything that was ever decided about it. */
export interface Campaign {
  readonly id: string;
  readonly state: KnownCampaign;
  readonly definitions: ReadonlyMap<number, CampaignDefinition>;
  readonly estimates: ReadonlyMap<number, CampaignEstimate>;
  readonly history: readonly Dated[];
}

export interface Dated {
  readonly event: CampaignEvent;
  readonly at: Date;
}

export const readCampaign = async (
  { store }: Pick<CampaignPorts, 'store'>,
  id: string,
): Promise<Campaign | undefined> => campaignIn(id, await store.read(streamOfCampaign(id)));

const campaignIn = (id: string, stored: readonly RecordedEvent[]): Campaign | undefined => {
  const history = stored.map((one) => ({ event: campaignDecider.read(one), at: one.recordedAt }));
  const state = history.map(({ event }) => event).reduce(campaignDecider.evolve, campaignDecider.initial);
  if (state.is === 'none') return undefined;
  const definitions = new Map<number, CampaignDefinition>();
  const estimates = new Map<number, CampaignEstimate>();
  for (const { event } of history) {
    if (event.type === 'engagement.CampaignDrafted') definitions.set(event.data.version, event.data.definition);
    if (event.type === 'engagement.CampaignEstimated') estimates.set(event.data.version, event.data.estimate);
  }
  return { id, state, definitions, estimates, history };
};

/** So many drafts are looked through for the names of campaigns. */
const MOST_DRAFTS = 10_000;

/** All of them, the newest first. */
export const readCampaigns = async (ports: Pick<CampaignPorts, 'store' | 'search'>): Promise<readonly Campaign[]> => {
  const drafts = await ports.search.find({ types: [CampaignDrafted.type], about: {}, limit: MOST_DRAFTS });
  const ids = [...new Set(drafts.map((one) => CampaignDrafted.read(one).data.campaign))];
  const streams = await ports.store.readMany(ids.map(streamOfCampaign));
  return ids.flatMap((id) => campaignIn(id, streams.get(streamOfCampaign(id)) ?? []) ?? []);
};

/** The version that people enter. */
export const liveDefinition = ({ state, definitions }: Campaign): CampaignDefinition | undefined =>
  state.live === undefined ? undefined : definitions.get(state.live);

/** When the version that people enter became so. */
export const liveSince = ({ state, history }: Campaign): Date | undefined => {
  const since = history.flatMap(({ event }) =>
    (event.type === 'engagement.CampaignStarted' || event.type === 'engagement.CampaignRevised') &&
    event.data.version === state.live
      ? [event.data.at]
      : [],
  );
  const last = since.at(-1);
  return last === undefined ? undefined : new Date(last);
};
