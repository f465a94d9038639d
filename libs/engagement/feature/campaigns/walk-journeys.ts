import { type DueJourney, hourBegan, journeyDecider, Pace, type PaceSoFar } from '@laurel/engagement-domain';
import { type Cause, runMany } from '@laurel/kernel';
import { newId } from '@laurel/platform';
import { BatchOfJourneys, streamOfAnnouncement } from './batch-of-journeys.ts';
import { type Campaign, liveDefinition, streamOfJourney } from './campaign-book.ts';
import { type CampaignPorts } from './campaigns.deps.ts';

const JOURNEYS_AT_ONCE = 500;

/** Asked between two batches. */
export interface Signal {
  readonly stopping: boolean;
}

/**
 * Goes on with every journey of a campaign whose time has come, or about whose person a fact came in. Each goes as far as
 * it can; what is decided about a batch is one transaction. Resolves with how many went on.
 */
export const walkJourneys = async (deps: CampaignPorts, campaign: Campaign, signal: Signal): Promise<number> => {
  const cause = { causation: `walk-${newId()}`, correlation: newId() };
  let walked = 0;
  while (!signal.stopping) {
    await deps.journeys.catchUp();
    const due = await deps.journeys.due(campaign.id, deps.clock.now(), JOURNEYS_AT_ONCE);
    const moved = due.length === 0 ? 0 : await walkSome(deps, campaign, due, cause);
    walked += moved;
    // Nothing was decided, and nobody was only woken by a fact: what is not visible yet is due again at the next look.
    if (moved === 0 && !due.some(({ wokenAt }) => wokenAt)) break;
  }
  return walked;
};

const walkSome = async (
  deps: CampaignPorts,
  campaign: Campaign,
  due: readonly DueJourney[],
  cause: Cause,
): Promise<number> => {
  const now = deps.clock.now();
  const pace = await paceOf(deps, campaign, now);
  const batch = await BatchOfJourneys.load(deps, campaign, due, now);
  const decided = await runMany(deps.store, journeyDecider, {
    ...{ streams: due.map(({ learner }) => streamOfJourney(campaign.id, learner)), cause },
    commands: () => {
      const anew = pace();
      return (_, state) => batch.commandFor(state, (reservedFor) => anew.turn(reservedFor));
    },
    besides: async (events) => {
      const passed = events.flatMap((one) =>
        one.type === 'engagement.AnnouncementPassed' ? [streamOfAnnouncement(one.data.announcement)] : [],
      );
      return batch.announcements(events, await deps.search.existing([...new Set(passed)]));
    },
  });
  await deps.journeys.sleep(due);
  return [...decided.values()].filter(({ length }) => length > 0).length;
};

/** The pace is the campaign's, not that of a version: the one that people enter now says it. */
const paceOf = async ({ journeys }: CampaignPorts, campaign: Campaign, now: Date): Promise<() => Pace> => {
  const { throttle, budget } = liveDefinition(campaign) ?? {};
  const soFar = throttle ? await journeys.pace(campaign.id, hourBegan(now)) : NOTHING;
  const left = budget ? budget.messages - (await journeys.messages(campaign.id)) : undefined;
  return () => new Pace({ perHour: throttle?.perHour, left }, soFar, now);
};

const NOTHING: PaceSoFar = { thisHour: 0, reserved: new Map() };
