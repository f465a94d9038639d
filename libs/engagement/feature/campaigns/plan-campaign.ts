import { type CampaignDefinition, type Reason } from '@laurel/contracts';
import {
  campaignDecider,
  drawWaves,
  type Enter,
  isHeldOut,
  journeyDecider,
  type KeepOut,
  type KnownJourney,
  waveFinder,
  waveStart,
} from '@laurel/engagement-domain';
import { type Cause, run, runMany } from '@laurel/kernel';
import { newId } from '@laurel/platform';
import { type Member, type PersonStanding } from './audience.ts';
import { type Campaign, liveDefinition, liveSince, streamOfCampaign, streamOfJourney } from './campaign-book.ts';
import { type CampaignPorts } from './campaigns.deps.ts';

/** Whose facts are read by one question: it costs nearly the same for few. */
const PEOPLE_READ_AT_ONCE = 5_000;
/** What is decided in one transaction. */
const PEOPLE_AT_ONCE = 500;

interface Plan {
  readonly campaign: Campaign;
  readonly version: number;
  readonly definition: CampaignDefinition;
  readonly asOf: Date;
  readonly cause: Cause;
  readonly members: readonly Member[];
  /** Who had reached the goal. */
  readonly reached: ReadonlySet<string>;
  readonly groups: ReadonlyMap<string, string>;
  readonly waveOf: (group: string) => number;
}

interface Tally {
  treated: number;
  heldOut: number;
  notEntered: number;
  fresh: number;
}

/**
 * Decides about everybody who matches, once: whoever was decided about before, by this process or by one that was killed,
 * is passed over. The audience is read as known when the version went live, so that a second reading finds the same.
 * Resolves with how many were decided about now.
 */
export const planCampaign = async (ports: CampaignPorts, campaign: Campaign): Promise<number> => {
  const plan = await planOf(ports, campaign);
  if (!plan) return 0;
  const tally: Tally = { treated: 0, heldOut: 0, notEntered: 0, fresh: 0 };
  const { members } = plan;
  for (const some of inParts(members, PEOPLE_READ_AT_ONCE)) await planSome(ports, plan, some, tally);
  const { version, asOf, cause } = plan;
  if (tally.fresh === 0 && campaign.state.planned === version) return 0; // it is known already
  const command = { type: 'NotePlanned', version, asOf, ...tally } as const;
  await run(ports.store, campaignDecider, { stream: streamOfCampaign(campaign.id), command, cause });
  return tally.fresh;
};

const planOf = async (ports: CampaignPorts, campaign: Campaign): Promise<Plan | undefined> => {
  const definition = liveDefinition(campaign);
  const version = campaign.state.live;
  const since = liveSince(campaign);
  if (!definition || version === undefined || !since) return undefined;
  const isFirst = campaign.state.planned !== version;
  if (!isFirst && definition.entry.when === 'at-start') return undefined;
  const asOf = isFirst ? since : ports.clock.now();
  const cause = { causation: `plan-${newId()}`, correlation: newId() };
  const people = await peopleInWaves(ports, { campaign, definition, asOf, cause });
  const reached = await ports.audience.members(definition.goal.meets, asOf);
  const learners = new Set(reached.map(({ learner }) => learner));
  return { campaign, version, definition, asOf, cause, ...people, reached: learners };
};

/** Who is in the audience as known then, the group of each, and the wave of each group. */
export const peopleInWaves = async (
  ports: CampaignPorts,
  { campaign, definition, asOf, cause }: Pick<Plan, 'campaign' | 'definition' | 'asOf' | 'cause'>,
): Promise<Pick<Plan, 'members' | 'groups' | 'waveOf'>> => {
  const { audience, rollout } = definition;
  const members = await ports.audience.members(audience, asOf);
  const groups = rollout ? await ports.audience.attribute(rollout.by, asOf) : new Map<string, string>();
  const waves = await drawnWaves(ports, { campaign, definition, members, groups, cause });
  return { members, groups, waveOf: waves ? waveFinder(waves, campaign.state.salt) : () => 1 };
};

/** The waves of a campaign that is rolled out in some, drawn where they were not yet. */
const drawnWaves = async (
  { store }: Pick<CampaignPorts, 'store'>,
  { campaign, definition, members, groups, cause }: Omit<Plan, 'version' | 'asOf' | 'waveOf' | 'reached'>,
): Promise<readonly (readonly string[])[] | undefined> => {
  const { rollout } = definition;
  const { salt, waves: drawn } = campaign.state;
  if (!rollout || drawn) return drawn?.groups;
  const found = members.map(({ learner }) => groups.get(learner) ?? '');
  const waves = drawWaves(salt, found, rollout.waves);
  const stream = streamOfCampaign(campaign.id);
  await run(store, campaignDecider, { stream, command: { type: 'DrawWaves', by: rollout.by, waves }, cause });
  return waves;
};

const planSome = async (ports: CampaignPorts, plan: Plan, members: readonly Member[], tally: Tally): Promise<void> => {
  const { campaign, definition } = plan;
  const known = await ports.journeys.known(
    campaign.id,
    members.map(({ learner }) => learner),
  );
  const open = members.filter(({ learner }) => !isSettled(known.get(learner), definition));
  for (const { arm } of known.values()) if (arm !== null) tally[arm === 'holdout' ? 'heldOut' : 'treated'] += 1;
  if (open.length === 0) return;
  const about = await aboutPeople(
    ports,
    plan,
    open.map(({ learner }) => learner),
  );
  for (const few of inParts(open, PEOPLE_AT_ONCE)) await decideAbout(ports, plan, { few, about }, tally);
};

function* inParts<T>(all: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size);
}

const decideAbout = async (
  { store }: CampaignPorts,
  plan: Plan,
  { few, about }: { readonly few: readonly Member[]; readonly about: AboutPeople },
  tally: Tally,
): Promise<void> => {
  const { campaign, cause } = plan;
  const commands = new Map(few.map((one) => [streamOfJourney(campaign.id, one.learner), commandFor(plan, one, about)]));
  const decided = await runMany(store, journeyDecider, {
    ...{ streams: [...commands.keys()], cause },
    commands: () => (stream) => commands.get(stream),
  });
  for (const command of commands.values()) tally[placeOf(command)] += 1;
  for (const events of decided.values()) tally.fresh += events.length;
};

const isSettled = (known: KnownJourney | undefined, { entry }: CampaignDefinition): boolean =>
  known?.is === 'inside' || (known?.is === 'ended' && entry.again === undefined);

const placeOf = (command: Enter | KeepOut): 'treated' | 'heldOut' | 'notEntered' => {
  if (command.type === 'KeepOut') return 'notEntered';
  return command.arm === 'holdout' ? 'heldOut' : 'treated';
};

interface AboutPeople {
  readonly audience: ReadonlyMap<string, PersonStanding>;
  readonly goal: ReadonlyMap<string, PersonStanding>;
  readonly elsewhere: ReadonlyMap<string, string>;
}

const aboutPeople = async (ports: CampaignPorts, plan: Plan, learners: readonly string[]): Promise<AboutPeople> => {
  const { campaign, definition, asOf } = plan;
  const [audience, goal, elsewhere] = await Promise.all([
    ports.audience.standings(definition.audience, learners, asOf),
    reachedBy(ports, plan, learners),
    definition.entry.aloneInCampaigns ? ports.journeys.insideOthers(campaign.id, learners) : new Map<string, string>(),
  ]);
  return { audience, goal, elsewhere };
};

/** Undefined where all begin together. */
const groupOf = ({ definition, groups }: Plan, learner: string): string | undefined =>
  definition.rollout ? (groups.get(learner) ?? '') : undefined;

/** How those stand with the goal who reached it; nobody asks about the others. */
const reachedBy = async (
  { audience }: CampaignPorts,
  { definition, asOf, reached }: Plan,
  learners: readonly string[],
): Promise<ReadonlyMap<string, PersonStanding>> => {
  const some = learners.filter((learner) => reached.has(learner));
  return some.length === 0 ? new Map() : audience.standings(definition.goal.meets, some, asOf);
};

/** What is said of one person who matched: the first reason that speaks against it, or an entry. */
const commandFor = (plan: Plan, member: Member, about: AboutPeople): Enter | KeepOut => {
  const { learner, course, run: courseRun, registration } = member;
  const { campaign, version, definition, asOf } = plan;
  const of = { campaign: campaign.id, campaignVersion: version, learner, course, run: courseRun, registration };
  const against = whyKeptOut(member, about);
  if (against) return { type: 'KeepOut', of, ...against };
  const group = groupOf(plan, learner);
  const wave = plan.waveOf(group ?? '');
  return {
    ...{ type: 'Enter', of, wave, group, now: asOf },
    because: about.audience.get(learner)?.because ?? [],
    arm: isHeldOut(campaign.state.salt, definition.holdout.share, learner) ? 'holdout' : 'treated',
    startsAt: waveStart(definition, wave),
    endsAt: new Date(definition.window.to),
    againAfterDays: definition.entry.again?.afterDays,
  };
};

const whyKeptOut = (
  { learner }: Member,
  { audience, goal, elsewhere }: AboutPeople,
): Pick<KeepOut, 'why' | 'because'> | undefined => {
  const inAudience = audience.get(learner);
  const reached = goal.get(learner);
  const other = elsewhere.get(learner);
  if (!inAudience?.holds) return { why: 'no-longer-in-audience', because: inAudience?.because ?? NOTHING_KNOWN };
  if (reached?.holds) return { why: 'goal-reached', because: reached.because };
  if (other === undefined) return undefined;
  return { why: 'in-another-campaign', because: [{ text: `is in the campaign ${other}`, facts: [] }] };
};

const NOTHING_KNOWN: readonly Reason[] = [{ text: 'nothing is known about this person any more', facts: [] }];
