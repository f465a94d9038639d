import { type CampaignDefinition, type DueMessage, MessageDue } from '@laurel/contracts';
import { DAY_MS } from '@laurel/criteria-domain';
import { isHeldOut, waveStart } from '@laurel/engagement-domain';
import { type Cause } from '@laurel/kernel';
import { type Campaign, liveDefinition } from './campaign-book.ts';
import { type CampaignPorts } from './campaigns.deps.ts';
import { streamOfFiring } from './correct-messages.ts';
import { peopleInWaves } from './plan-campaign.ts';

const MANAGERS_AT_ONCE = 500;

/**
 * Tells the managers of a wave's people what is coming, and what to say, so long before it begins; once for each manager
 * and wave. Who became a manager later, or whose people came in later, is not told.
 */
export const briefManagers = async (ports: CampaignPorts, campaign: Campaign, cause: Cause): Promise<number> => {
  const definition = liveDefinition(campaign);
  if (!definition?.briefing) return 0;
  const { daysBefore } = definition.briefing;
  const now = ports.clock.now();
  let briefed = 0;
  for (let wave = 1; wave <= (definition.rollout?.waves ?? 1); wave++) {
    const begins = waveStart(definition, wave);
    const isTime = now.getTime() >= begins.getTime() - daysBefore * DAY_MS && now < begins;
    if (isTime) briefed += await briefWave(ports, { campaign, definition, wave, begins, cause });
  }
  return briefed;
};

interface Briefing {
  readonly campaign: Campaign;
  readonly definition: CampaignDefinition;
  readonly wave: number;
  readonly begins: Date;
  readonly cause: Cause;
}

const briefWave = async (ports: CampaignPorts, briefing: Briefing): Promise<number> => {
  const { store, search } = ports;
  const values = await valuesOf(ports, briefing);
  const due = [...(await peopleOf(ports, briefing))].map(([manager, people]) =>
    messageFor({ ...briefing, values }, manager, people),
  );
  let briefed = 0;
  for (let from = 0; from < due.length; from += MANAGERS_AT_ONCE) {
    const some = due.slice(from, from + MANAGERS_AT_ONCE);
    const streams = some.map(({ data }) => streamOfFiring(data.firing));
    const told = await search.existing(streams);
    const fresh = some.filter((_, n) => !told.has(streams[n] ?? ''));
    await store.appendMany(
      fresh.map((one) => ({ stream: streamOfFiring(one.data.firing), expected: 0, events: [one] })),
      briefing.cause,
    );
    briefed += fresh.length;
  }
  return briefed;
};

/**
 * By manager, how many of the wave's people will be written to: who is held out, has reached the goal or is kept out is not
 * among them. A manager who is held out is not told either: the comparison group hears of nothing by any channel.
 */
const peopleOf = async (ports: CampaignPorts, briefing: Briefing): Promise<ReadonlyMap<string, number>> => {
  const { campaign, definition, wave, cause } = briefing;
  const asOf = ports.clock.now();
  const managers = await ports.audience.attribute('manager', asOf);
  const { members, groups, waveOf } = await peopleInWaves(ports, { campaign, definition, asOf, cause });
  const learners = members.map(({ learner }) => learner);
  const heldOut = new Set(learners.filter((one) => isHeldOut(campaign.state.salt, definition.holdout.share, one)));
  const keptOut = await keptOutOf(ports, { campaign, definition, asOf }, learners);
  const written = learners.filter((one) => !heldOut.has(one) && !keptOut.has(one));
  const people = new Map<string, number>();
  for (const learner of written.filter((one) => waveOf(groups.get(one) ?? '') === wave)) {
    const manager = managers.get(learner);
    if (manager !== undefined && !heldOut.has(manager)) people.set(manager, (people.get(manager) ?? 0) + 1);
  }
  return people;
};

/** Who will not enter, as far as that is known before the wave begins. */
const keptOutOf = async (
  { audience, journeys }: CampaignPorts,
  { campaign, definition, asOf }: Pick<Briefing, 'campaign' | 'definition'> & { readonly asOf: Date },
  learners: readonly string[],
): Promise<ReadonlySet<string>> => {
  const reached = await audience.members(definition.goal.meets, asOf);
  const elsewhere = definition.entry.aloneInCampaigns ? await journeys.insideOthers(campaign.id, learners) : new Map();
  return new Set([...reached.map(({ learner }) => learner), ...elsewhere.keys()]);
};

type Values = DueMessage['action']['values'];

/** What the definition says, and when the wave begins, where the template speaks of it. */
const valuesOf = async ({ findTemplate }: CampaignPorts, { definition, begins }: Briefing): Promise<Values> => {
  const { template, values } = definition.briefing ?? {};
  const known = template === undefined ? undefined : await findTemplate(template);
  return known?.variables.includes(BEGINS) ? { ...values, [BEGINS]: begins.toISOString() } : values;
};

/** The variable that says when the wave begins: nobody else gives it a value. */
export const BEGINS = 'startsAt';

const messageFor = (
  { campaign, definition, wave, begins, values }: Briefing & { readonly values: Values },
  manager: string,
  people: number,
) => {
  const { title, briefing, priority } = definition;
  const what = people === 1 ? 'one of your people' : `${people} of your people`;
  return MessageDue.of({
    firing: ['campaign', campaign.id, manager, 'briefing', String(wave)].map(encodeURIComponent).join('/'),
    ...{ campaign: campaign.id, campaignVersion: campaign.state.live ?? 1, step: 'briefing', learner: manager },
    ...{ course: '', run: '', registration: '' },
    because: [{ text: `${title} begins on ${begins.toISOString().slice(0, 10)} for ${what}`, facts: [] }],
    action: {
      ...{
        type: 'SendMessage',
        channel: 'email',
        template: briefing?.template ?? '',
        category: 'manager-briefing',
        priority,
      },
      ...(values === undefined ? {} : { values }),
    },
    notAfter: begins.toISOString(),
  });
};
