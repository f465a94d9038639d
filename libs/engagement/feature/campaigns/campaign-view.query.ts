import { type CampaignStatus, type CampaignSummary, type CampaignView } from '@laurel/contracts';
import { campaignInWords, statusOf } from '@laurel/engagement-domain';
import { type Campaign, type Dated } from './campaign-book.ts';
import { type CampaignPorts } from './campaigns.deps.ts';

export const summaryOf = ({ id, state }: Campaign): CampaignSummary => ({
  ...{ id, title: state.newest.title, version: state.versions, window: state.newest.window },
  status: statusOf(state) satisfies CampaignStatus,
  live: state.live ?? null,
  preparing: state.preparing ? { version: state.preparing.version, stage: state.preparing.stage } : null,
});

/** A campaign as it stands now, with where its people are. */
export const viewOfCampaign = async ({ journeys }: CampaignPorts, campaign: Campaign): Promise<CampaignView> => {
  const { id, state, estimates, history } = campaign;
  await journeys.catchUp();
  return {
    ...summaryOf(campaign),
    definition: state.newest,
    inWords: campaignInWords(state.newest),
    estimate: estimates.get(state.versions) ?? null,
    waves: state.waves?.groups.map((groups) => [...groups]) ?? null,
    progress: [...(await journeys.counts(id))],
    messages: await journeys.messages(id),
    sent: await journeys.sent(id),
    history: history.map(saidOf),
  };
};

const saidOf = ({ event: { type, data }, at }: Dated): CampaignView['history'][number] => ({
  at: at.toISOString(),
  what: `${type.slice(type.indexOf('.') + 1)}${'why' in data ? `: ${data.why}` : ''}`,
  version: 'version' in data ? data.version : null,
  by: 'by' in data ? data.by : null,
});
