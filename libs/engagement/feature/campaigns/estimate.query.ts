import { type CampaignDefinition, stepsIn, type Unreachable } from '@laurel/contracts';
import {
  type CampaignEstimate,
  drawWaves,
  isHeldOut,
  messagesIn,
  waveFinder,
  waveStart,
} from '@laurel/engagement-domain';
import { type Member } from './audience.ts';
import { type Campaign } from './campaign-book.ts';
import { type CampaignPorts } from './campaigns.deps.ts';

const AT_ONCE = 1_000;

/** Whom a version would reach if it began now, and what each exclusion takes away, in the order in which the planning asks. */
export const estimateCampaign = async (
  ports: CampaignPorts,
  campaign: Campaign,
  definition: CampaignDefinition,
): Promise<CampaignEstimate> => {
  const asOf = ports.clock.now();
  const members = await ports.audience.members(definition.audience, asOf);
  const excluded = { goalReached: 0, inAnotherCampaign: 0, heldOut: 0 };
  const entering: Member[] = [];
  for (let from = 0; from < members.length; from += AT_ONCE) {
    const some = members.slice(from, from + AT_ONCE);
    const whyNot = await exclusionsOf(ports, { campaign, definition, asOf }, some);
    for (const member of some) {
      const why = whyNot(member.learner);
      if (why) excluded[why] += 1;
      else entering.push(member);
    }
  }
  const unreachable = await unreachableOf(ports, definition, entering, asOf);
  const { least, most } = messagesIn(definition.steps);
  const budget = definition.budget?.messages ?? Infinity;
  return {
    ...{ asOf: asOf.toISOString(), audience: members.length, excluded, entering: entering.length, unreachable },
    reachable: entering.length - Object.values(unreachable).reduce((sum, one) => sum + one, 0),
    messages: { least: Math.min(entering.length * least, budget), most: Math.min(entering.length * most, budget) },
    waves: await wavesOf(ports, campaign, { definition, members, entering, asOf }),
    remarks: remarksOn(definition, entering.length * most),
  };
};

interface Look {
  readonly campaign: Campaign;
  readonly definition: CampaignDefinition;
  readonly asOf: Date;
}

type Exclusion = keyof CampaignEstimate['excluded'];

const exclusionsOf = async (
  { audience, journeys }: CampaignPorts,
  { campaign, definition, asOf }: Look,
  members: readonly Member[],
): Promise<(learner: string) => Exclusion | undefined> => {
  const learners = members.map(({ learner }) => learner);
  const { goal, entry, holdout } = definition;
  const [reached, elsewhere] = await Promise.all([
    audience.standings(goal.meets, learners, asOf),
    entry.aloneInCampaigns ? journeys.insideOthers(campaign.id, learners) : new Map<string, string>(),
  ]);
  return (learner) => {
    if (reached.get(learner)?.holds) return 'goalReached';
    if (elsewhere.has(learner)) return 'inAnotherCampaign';
    return isHeldOut(campaign.state.salt, holdout.share, learner) ? 'heldOut' : undefined;
  };
};

const COUNTED: Readonly<Record<Unreachable, keyof CampaignEstimate['unreachable']>> = {
  'no-address': 'noAddress',
  suppressed: 'suppressed',
  'opted-out': 'optedOut',
  capped: 'capped',
};

const unreachableOf = async (
  { reach }: CampaignPorts,
  { category, priority, steps }: CampaignDefinition,
  entering: readonly Member[],
  asOf: Date,
): Promise<CampaignEstimate['unreachable']> => {
  const first = stepsIn(steps).find(({ step }) => step.do === 'message')?.step;
  const channel = first?.do === 'message' ? first.channel : 'email';
  const learners = entering.map(({ learner }) => learner);
  const counts = { noAddress: 0, suppressed: 0, optedOut: 0, capped: 0 };
  for (const why of (await reach(learners, { category, channel, priority }, asOf)).values()) counts[COUNTED[why]] += 1;
  return counts;
};

const wavesOf = async (
  { audience }: CampaignPorts,
  { state }: Campaign,
  {
    definition,
    members,
    entering,
    asOf,
  }: Omit<Look, 'campaign'> & Readonly<Record<'members' | 'entering', readonly Member[]>>,
): Promise<CampaignEstimate['waves']> => {
  const { rollout } = definition;
  if (!rollout) return [];
  const told = await audience.attribute(rollout.by, asOf);
  const groupOf = ({ learner }: Member): string => told.get(learner) ?? '';
  const waves = state.waves?.groups ?? drawWaves(state.salt, members.map(groupOf), rollout.waves);
  const waveOf = waveFinder(waves, state.salt);
  return waves.map((groups, index) => ({
    wave: index + 1,
    startsAt: waveStart(definition, index + 1).toISOString(),
    groups: groups.length,
    people: entering.filter((one) => waveOf(groupOf(one)) === index + 1).length,
  }));
};

const HOURS_MS = 3_600_000;

const remarksOn = ({ throttle, window, budget }: CampaignDefinition, most: number): string[] => {
  const hours = (Date.parse(window.to) - Date.parse(window.from)) / HOURS_MS;
  const room = throttle ? throttle.perHour * hours : Infinity;
  return [
    ...(most > room ? [`${throttle?.perHour} messages an hour leave room for ${Math.floor(room)} of ${most}`] : []),
    ...(budget && most > budget.messages ? [`the budget of ${budget.messages} does not cover ${most} messages`] : []),
  ];
};
