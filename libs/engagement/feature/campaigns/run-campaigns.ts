import { campaignDecider, isOver } from '@laurel/engagement-domain';
import { run } from '@laurel/kernel';
import { type Logger, newId, startEvery } from '@laurel/platform';
import { briefManagers } from './brief-managers.ts';
import { type Campaign, readCampaign, readCampaigns, streamOfCampaign } from './campaign-book.ts';
import { correctMessages } from './correct-messages.ts';
import { planCampaign } from './plan-campaign.ts';
import { type CampaignPorts } from './campaigns.deps.ts';
import { type Signal, walkJourneys } from './walk-journeys.ts';

export interface CampaignDeps extends CampaignPorts {
  readonly log: Logger;
  readonly everySeconds: number;
}

/** Looks at all campaigns again and again; several processes may, one of them works. */
export const startCampaigns = (deps: CampaignDeps): { stop(): Promise<void> } => {
  const signal = { stopping: false };
  const every = { name: 'campaigns', everyMs: deps.everySeconds * 1_000, log: deps.log };
  const loop = startEvery(every, async () => void (await deps.journeys.alone(() => runCampaigns(deps, signal))));
  return {
    stop: async () => {
      signal.stopping = true;
      await loop.stop();
    },
  };
};

/** One look at every campaign. */
export const runCampaigns = async (deps: CampaignDeps, signal: Signal = { stopping: false }): Promise<void> => {
  for (const campaign of await readCampaigns(deps)) {
    if (!signal.stopping) await runCampaign(deps, campaign.id, signal);
  }
};

const MAY_BRIEF: ReadonlySet<string> = new Set(['scheduled', 'running']);

const runCampaign = async (deps: CampaignDeps, id: string, signal: Signal): Promise<void> => {
  const { store, clock, log } = deps;
  const cause = { causation: `look-${newId()}`, correlation: newId() };
  const command = { type: 'PassTime', now: clock.now() } as const;
  await run(store, campaignDecider, { stream: streamOfCampaign(id), command, cause });
  const campaign = await readCampaign(deps, id);
  if (campaign?.state.live === undefined) return;
  await correctMessages(deps, campaign, cause);
  const isRunning = campaign.state.is === 'running';
  if (MAY_BRIEF.has(campaign.state.is)) await briefManagers(deps, campaign, cause);
  const decided = isRunning ? await planCampaign(deps, campaign) : 0;
  const walked = isRunning || isOver(campaign.state) ? await walk(deps, campaign, signal) : 0;
  if (decided + walked > 0) log.info({ campaign: id, decided, walked }, 'campaign went on');
};

/** Where it is over, everybody still inside is at the end. */
const walk = async (deps: CampaignDeps, campaign: Campaign, signal: Signal): Promise<number> => {
  if (isOver(campaign.state)) await deps.journeys.wakeAll(campaign.id, deps.clock.now());
  return walkJourneys(deps, campaign, signal);
};
