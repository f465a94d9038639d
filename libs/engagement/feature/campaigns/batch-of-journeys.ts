import {
  AnnouncementDue,
  type AnnounceStep,
  type CampaignDefinition,
  type CampaignPeople,
  type JourneyEvent,
  stepsIn,
} from '@laurel/contracts';
import { DAY_MS } from '@laurel/criteria-domain';
import { type DueJourney, type Flow, flowOf, type JourneyState, type Turn, type Walk } from '@laurel/engagement-domain';
import { type StreamAppend } from '@laurel/kernel';
import { type PersonStanding } from './audience.ts';
import { type Campaign } from './campaign-book.ts';
import { type CampaignPorts } from './campaigns.deps.ts';

/** A version, with how the people of the batch who are on it stand with its goal and its steps. */
interface Loaded {
  readonly definition: CampaignDefinition;
  readonly flow: Flow;
  readonly goal: ReadonlyMap<string, PersonStanding>;
  readonly late: ReadonlySet<string>;
  readonly steps: ReadonlyMap<string, ReadonlyMap<string, PersonStanding>>;
}

/** What journeys of one campaign that are walked together ask about their people, asked at once for all of them. */
export class BatchOfJourneys {
  private readonly versions = new Map<number, Loaded>();

  private constructor(
    private readonly campaign: Campaign,
    private readonly now: Date,
  ) {}

  static async load(
    { audience }: Pick<CampaignPorts, 'audience'>,
    campaign: Campaign,
    due: readonly DueJourney[],
    now: Date,
  ): Promise<BatchOfJourneys> {
    const batch = new BatchOfJourneys(campaign, now);
    for (const version of new Set(due.map((one) => one.version))) {
      const definition = campaign.definitions.get(version);
      if (!definition) throw new Error(`${campaign.id} has no version ${version}`);
      const people = due.filter((one) => one.version === version);
      const learners = people.map(({ learner }) => learner);
      const ask = (about: CampaignPeople) => audience.standings(about, learners, now);
      const [goal, ...steps] = await Promise.all([
        ask(definition.goal.meets),
        ...asking(definition).map(async ({ id, meets }) => [id, await ask(meets)] as const),
      ]);
      const late = await lateOnes(
        audience,
        definition,
        people.filter(({ learner }) => goal.get(learner)?.holds),
        now,
      );
      batch.versions.set(version, { definition, flow: flowOf(definition.steps), goal, late, steps: new Map(steps) });
    }
    return batch;
  }

  commandFor(state: JourneyState, turn: (reservedFor: Date | undefined) => Turn): Walk | undefined {
    if (state.is !== 'inside') return undefined;
    const { learner, campaignVersion } = state.of;
    const loaded = this.versions.get(campaignVersion);
    const goal = loaded?.goal.get(learner);
    if (!loaded || !goal) return undefined; // entered again meanwhile: the next look takes it
    const { salt } = this.campaign.state;
    return {
      ...{ type: 'Walk', now: this.now, flow: loaded.flow, definition: loaded.definition, salt, turn },
      goal: { ...goal, late: loaded.late.has(learner) },
      standings: new Map(
        [...loaded.steps].flatMap(([id, of]) => (of.has(learner) ? [[id, of.get(learner) ?? goal]] : [])),
      ),
      courseTitle: goal.courseTitle,
      over: overOf(this.campaign),
    };
  }

  /** The announcements that the decided steps passed, each once: those that were not made yet. */
  announcements(decided: readonly JourneyEvent[], existing: ReadonlySet<string>): readonly StreamAppend[] {
    const due = new Map<string, StreamAppend>();
    for (const event of decided) {
      if (event.type !== 'engagement.AnnouncementPassed') continue;
      const stream = streamOfAnnouncement(event.data.announcement);
      const loaded = this.versions.get(event.data.campaignVersion);
      const step = loaded?.flow.step(event.data.step);
      if (existing.has(stream) || step?.do !== 'announce' || !loaded) continue;
      due.set(stream, { stream, expected: 0, events: [announcementDue(event, step, loaded.definition)] });
    }
    return [...due.values()];
  }
}

export const streamOfAnnouncement = (announcement: string): string => `announcement-${announcement}`;

type Passed = Extract<JourneyEvent, { readonly type: 'engagement.AnnouncementPassed' }>;

const announcementDue = (
  { data }: Passed,
  { id, template, channels }: AnnounceStep,
  definition: CampaignDefinition,
) => {
  const { announcement, campaign, campaignVersion } = data;
  const wave = Number(announcement.slice(announcement.lastIndexOf('/') + 1));
  const text = wave === 0 ? `the campaign came to ${id}` : `wave ${wave} of the campaign came to ${id}`;
  return AnnouncementDue.of({
    ...{ announcement, campaign, campaignVersion, step: id, wave, template, channels },
    ...{ because: [{ text, facts: [] }], notAfter: new Date(definition.window.to).toISOString() },
  });
};

const asking = ({ steps }: CampaignDefinition) =>
  stepsIn(steps).flatMap(({ step }) => (step.do === 'branch' || step.do === 'waitUntil' ? [step] : []));

/** Of those who reached the goal: who had not when its window ended. */
const lateOnes = async (
  audience: CampaignPorts['audience'],
  { goal }: CampaignDefinition,
  reached: readonly DueJourney[],
  now: Date,
): Promise<ReadonlySet<string>> => {
  const late = new Set<string>();
  for (const { learner, startsAt } of reached) {
    const until = new Date(startsAt.getTime() + goal.within.days * DAY_MS);
    if (until >= now) continue;
    const then = await audience.standings(goal.meets, [learner], until);
    if (then.get(learner)?.holds !== true) late.add(learner);
  }
  return late;
};

const overOf = ({ state, history }: Campaign): Walk['over'] => {
  if (state.is !== 'ended' && state.is !== 'cancelled') return undefined;
  const said = history.at(-1)?.event.data;
  const why = said && 'why' in said ? `: ${said.why}` : '';
  return { why: state.is, words: `the campaign was ${state.is}${why}` };
};
