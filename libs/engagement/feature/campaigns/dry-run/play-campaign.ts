import { type CampaignDefinition, type DryRunAnswer, type DryRunOrder, type JourneyLine } from '@laurel/contracts';
import { DAY_MS } from '@laurel/criteria-domain';
import {
  campaignDecider,
  CampaignDrafted,
  CampaignScheduled,
  CampaignStarted,
  ledgerLines,
} from '@laurel/engagement-domain';
import { run } from '@laurel/kernel';
import { type Audience, type Member } from '../audience.ts';
import { type Campaign, readCampaign, streamOfCampaign } from '../campaign-book.ts';
import { type CampaignPorts } from '../campaigns.deps.ts';
import { planCampaign } from '../plan-campaign.ts';
import { walkJourneys } from '../walk-journeys.ts';
import { PlayedJourneys } from './played-journeys.ts';
import { PlayedStore } from './played-store.ts';

/** The clock of a dry run: it stands where the playing is. */
export class ClockAt {
  constructor(private time: Date) {}
  now(): Date {
    return this.time;
  }
  set(time: Date): void {
    this.time = time;
  }
}

/** Journeys are looked at once a day beside when they are due: what a new fact would have woken is found then. */
const LOOK_MS = DAY_MS;
const CAUSE = { causation: 'dry-run', correlation: 'dry-run' };

/** The same planning and walking on a clock of its own: nothing is stored, announced or sent. */
export const playCampaign = async (
  ports: CampaignPorts,
  campaign: Campaign,
  definition: CampaignDefinition,
  { asOf, until, people, version = campaign.state.versions }: DryRunOrder,
): Promise<DryRunAnswer> => {
  const from = asOf === undefined ? new Date(definition.window.from) : new Date(asOf);
  const length = Date.parse(definition.window.to) - Date.parse(definition.window.from);
  const window = { from: from.toISOString(), to: new Date(from.getTime() + length).toISOString() };
  const end = new Date(Math.min(Date.parse(window.to), until === undefined ? Infinity : Date.parse(until)));
  const clock = new ClockAt(from);
  const store = new PlayedStore(clock);
  const journeys = new PlayedJourneys(store, ports.journeys);
  const audience = new PlayedAudience(ports, people);
  const played: CampaignPorts = { ...ports, store, search: store, journeys, audience, clock };
  await begin(store, campaign, { definition: { ...definition, window }, version, at: window.from });
  const takesIn = definition.entry.when === 'while-running';
  for (let now: Date | undefined = from; now && now <= end; now = nextLook(journeys, now, takesIn)) {
    clock.set(now);
    journeys.wakeEverybody();
    await playOnce(played, campaign.id);
  }
  const lines = ledgerLines(store.events().filter(({ stream }) => stream.startsWith('journey-')));
  return {
    ...{ campaign: campaign.id, version, from: window.from, until: end.toISOString() },
    ...{ audience: audience.size, outcomes: countedBy(lines), lines: sortedByPerson(lines) },
  };
};

/** As the version would be once it was launched and its window had begun. */
const begin = async (
  store: PlayedStore,
  { id, state }: Campaign,
  {
    definition,
    version,
    at,
  }: { readonly definition: CampaignDefinition; readonly version: number; readonly at: string },
): Promise<void> => {
  const of = { campaign: id, version };
  const begun = [
    CampaignDrafted.of({ ...of, definition, salt: state.salt }),
    CampaignScheduled.of({ ...of, by: 'dry-run' }),
    CampaignStarted.of({ ...of, at }),
  ];
  await store.append(streamOfCampaign(id), 0, begun, CAUSE);
};

const playOnce = async (played: CampaignPorts, id: string): Promise<void> => {
  const command = { type: 'PassTime', now: played.clock.now() } as const;
  await run(played.store, campaignDecider, { stream: streamOfCampaign(id), command, cause: CAUSE });
  const campaign = await readCampaign(played, id);
  if (!campaign) return;
  await played.journeys.catchUp();
  if (campaign.state.is === 'running') await planCampaign(played, campaign);
  await walkJourneys(played, campaign, { stopping: false });
  await played.journeys.catchUp();
};

/** Where people still come in there is a look each day, also when nobody is inside. */
const nextLook = (journeys: PlayedJourneys, now: Date, takesIn: boolean): Date | undefined => {
  const due = journeys.next() ?? (takesIn ? new Date(now.getTime() + LOOK_MS) : undefined);
  if (!due) return undefined;
  return new Date(Math.min(now.getTime() + LOOK_MS, Math.max(due.getTime(), now.getTime() + 1)));
};

/** As known at the time of the look, never later than now: nothing is known of what comes. */
class PlayedAudience implements Audience {
  size = 0;

  constructor(
    private readonly ports: CampaignPorts,
    private readonly most: number,
  ) {}

  async members(...[people, at]: Parameters<Audience['members']>): Promise<readonly Member[]> {
    const members = await this.ports.audience.members(people, this.known(at));
    this.size = members.length;
    return members.slice(0, this.most);
  }

  standings(...[people, learners, at]: Parameters<Audience['standings']>) {
    return this.ports.audience.standings(people, learners, this.known(at));
  }

  attribute(...[name, at]: Parameters<Audience['attribute']>) {
    return this.ports.audience.attribute(name, this.known(at));
  }

  private known(at: Date): Date {
    const now = this.ports.clock.now();
    return at < now ? at : now;
  }
}

const countedBy = (lines: readonly JourneyLine[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { outcome } of lines) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
};

const sortedByPerson = (lines: readonly JourneyLine[]): JourneyLine[] =>
  [...lines].sort((a, b) => (a.learner < b.learner ? -1 : a.learner > b.learner ? 1 : 0));
