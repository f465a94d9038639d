import { type AnnouncementGate, type EngagementGate, type GateAnswer, type SendOccasion } from '@laurel/contracts';
import { SENDING, sendingDecider, type Stopped } from '@laurel/engagement-domain';
import { type Campaign, readCampaign, streamOfJourney } from './campaign-book.ts';
import { type CampaignPorts } from './campaigns.deps.ts';

/** A message that waits for somebody to lift a stop or a pause is asked about again so often. */
const ASK_AGAIN_MS = 15 * 60_000;

export const readSending = async ({ store }: Pick<CampaignPorts, 'store'>): Promise<Stopped> => {
  const history = await store.read(SENDING);
  return history.map(sendingDecider.read).reduce(sendingDecider.evolve, sendingDecider.initial);
};

/**
 * Answers for campaigns and for the stop of all sending; what a rule sends is asked of `ofRules` too. Reads what is decided
 * now: a stop holds for the very next message.
 */
export const engagementGate =
  (ports: CampaignPorts, ofRules: EngagementGate): EngagementGate =>
  async (occasion) => {
    const stopped = await readSending(ports);
    if (stopped) return wait(ports, `all sending was stopped: ${stopped.why}`);
    return occasion.campaign === undefined ? ofRules(occasion) : ofCampaign(ports, occasion, occasion.campaign);
  };

/** The same for what is told to many. A campaign that nobody made here is only a name that its author gave. */
export const announcementGate =
  (ports: CampaignPorts): AnnouncementGate =>
  async (id) => {
    const stopped = await readSending(ports);
    if (stopped) return wait(ports, `all sending was stopped: ${stopped.why}`);
    const campaign = id === undefined ? undefined : await readCampaign(ports, id);
    if (campaign?.state.is === 'paused') return wait(ports, `the campaign is paused: ${lastWords(campaign)}`);
    if (campaign?.state.is !== 'cancelled') return { is: 'go' };
    return { is: 'pointless', why: `the campaign was cancelled: ${lastWords(campaign)}` };
  };

const wait = ({ clock }: CampaignPorts, why: string): GateAnswer => ({
  ...{ is: 'wait', why },
  until: new Date(clock.now().getTime() + ASK_AGAIN_MS),
});

const ofCampaign = async (ports: CampaignPorts, { learner, step }: SendOccasion, id: string): Promise<GateAnswer> => {
  if (step === 'correction') return { is: 'go' }; // it is owed whatever became of the campaign
  const campaign = await readCampaign(ports, id);
  if (!campaign) return { is: 'pointless', why: `there is no campaign ${id}` };
  const { is } = campaign.state;
  if (is === 'paused') return wait(ports, `the campaign is paused: ${lastWords(campaign)}`);
  if (is === 'ended' || is === 'cancelled')
    return { is: 'pointless', why: `the campaign was ${is}: ${lastWords(campaign)}` };
  return step === 'briefing' ? { is: 'go' } : unlessReached(ports, campaign, learner);
};

const lastWords = ({ history }: Campaign): string => {
  const said = history.findLast(({ event }) => 'why' in event.data)?.event.data;
  return said && 'why' in said ? said.why : 'nobody said why';
};

/** The goal of the version that the person is on may have been reached while the message waited. */
const unlessReached = async (ports: CampaignPorts, campaign: Campaign, learner: string): Promise<GateAnswer> => {
  const known = await ports.journeys.known(campaign.id, [learner]);
  const version = known.get(learner)?.version ?? campaign.state.live ?? 1;
  const definition = campaign.definitions.get(version);
  if (!definition) throw new Error(`${streamOfJourney(campaign.id, learner)} is on a version that there is not`);
  const standings = await ports.audience.standings(definition.goal.meets, [learner], ports.clock.now());
  const goal = standings.get(learner);
  if (goal?.holds !== true) return { is: 'go' };
  return { is: 'pointless', why: `the goal was reached: ${goal.because.map(({ text }) => text).join('; ')}` };
};
