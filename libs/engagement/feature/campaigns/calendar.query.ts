import { type calendarQuery, type CampaignCalendar } from '@laurel/contracts';
import { isOver } from '@laurel/engagement-domain';
import { type z } from 'zod';
import { type Campaign, readCampaigns } from './campaign-book.ts';
import { type CampaignPorts } from './campaigns.deps.ts';
import { summaryOf } from './campaign-view.query.ts';

interface Running {
  readonly campaign: Campaign;
  readonly from: number;
  readonly to: number;
  readonly people: ReadonlySet<string>;
}

/** Campaigns that are not over, and each two of them that would meet the same people at the same time. */
export const readCalendar = async (
  ports: CampaignPorts,
  { from, to }: z.output<typeof calendarQuery>,
): Promise<CampaignCalendar> => {
  const [first, last] = [
    from === undefined ? -Infinity : Date.parse(from),
    to === undefined ? Infinity : Date.parse(to),
  ];
  const all = (await readCampaigns(ports)).filter(({ state }) => !isOver(state));
  const within = all.filter(
    ({ state: { newest } }) => Date.parse(newest.window.from) < last && Date.parse(newest.window.to) > first,
  );
  const running = await Promise.all(within.map((campaign) => runningOf(ports, campaign)));
  return {
    campaigns: within.map(summaryOf),
    collisions: running.flatMap((one, index) => running.slice(index + 1).flatMap((other) => collisionOf(one, other))),
  };
};

const runningOf = async ({ audience, clock }: CampaignPorts, campaign: Campaign): Promise<Running> => {
  const { window, audience: people } = campaign.state.newest;
  const members = await audience.members(people, clock.now());
  return {
    campaign,
    from: Date.parse(window.from),
    to: Date.parse(window.to),
    people: new Set(members.map(({ learner }) => learner)),
  };
};

const collisionOf = (one: Running, other: Running): CampaignCalendar['collisions'] => {
  const [from, to] = [Math.max(one.from, other.from), Math.min(one.to, other.to)];
  if (from >= to) return [];
  const people = [...one.people].filter((learner) => other.people.has(learner)).length;
  if (people === 0) return [];
  const campaigns = [one.campaign.id, other.campaign.id];
  return [{ campaigns, from: new Date(from).toISOString(), to: new Date(to).toISOString(), people }];
};
