import { MessageDue, MessageSent } from '@laurel/contracts';
import { type Corrected, CorrectionOrdered, type OrderedCorrection } from '@laurel/engagement-domain';
import { type Cause, type FoundEvent } from '@laurel/kernel';
import { z } from 'zod';
import { type Campaign } from './campaign-book.ts';
import { type CampaignPorts } from './campaigns.deps.ts';

const MESSAGES_AT_ONCE = 500;
/** Corrections go before everything else that a person may get. */
const URGENT = 9;

/** What a sent message says of the campaign that it came from. */
const sentOf = z.looseObject({
  message: z.string(),
  firing: z.string(),
  step: z.string().optional(),
  templateVersion: z.int().optional(),
});

/**
 * One message for exactly those who were sent one that was wrong. What was on its way when the correction was ordered is
 * found when it was sent: the sent messages are gone through at every look, until nothing of the campaign can be sent.
 */
export const correctMessages = async (ports: CampaignPorts, campaign: Campaign, cause: Cause): Promise<number> => {
  const orders = campaign.history.flatMap(({ event }) => (event.type === CorrectionOrdered.type ? [event.data] : []));
  let corrected = 0;
  if (orders.length === 0) return corrected;
  let before: string | undefined;
  do {
    const page: readonly FoundEvent[] = await ports.search.find({
      ...{ types: [MessageSent.type], about: { campaign: campaign.id }, limit: MESSAGES_AT_ONCE },
      ...(before === undefined ? {} : { before }),
    });
    for (const order of orders) corrected += await correctSome(ports, order, page, cause);
    before = page.length === MESSAGES_AT_ONCE ? page.at(-1)?.place : undefined;
  } while (before !== undefined);
  return corrected;
};

export const streamOfFiring = (firing: string): string => `firing-${firing}`;

const correctSome = async (
  { store, search }: CampaignPorts,
  order: OrderedCorrection,
  sent: readonly FoundEvent[],
  cause: Cause,
): Promise<number> => {
  const wrong = sent.map((one) => sentOf.parse(one.data)).filter((one) => isMeant(order.corrected, one));
  const dueOf = await dueMessages(
    { search },
    wrong.map(({ firing }) => firing),
  );
  const due = wrong.flatMap(({ message, firing }) => {
    const was = dueOf.get(firing);
    return was && isOfVersion(order.corrected, was) ? [correctionOf(order, was, message)] : [];
  });
  const streams = due.map(({ data }) => streamOfFiring(data.firing));
  const made = await search.existing(streams);
  const fresh = due.filter((_, n) => !made.has(streams[n] ?? ''));
  await store.appendMany(
    fresh.map((one) => ({ stream: streamOfFiring(one.data.firing), expected: 0, events: [one] })),
    cause,
  );
  return fresh.length;
};

type Due = ReturnType<typeof MessageDue.of>['data'];

const dueMessages = async (
  { search }: Pick<CampaignPorts, 'search'>,
  firings: readonly string[],
): Promise<ReadonlyMap<string, Due>> => {
  const found = new Map<string, Due>();
  for (const firing of new Set(firings)) {
    const [event] = await search.find({ types: [MessageDue.type], about: { firing }, limit: 1 });
    if (event) found.set(firing, MessageDue.read(event).data);
  }
  return found;
};

const isMeant = ({ step, templateVersion }: Corrected, sent: z.output<typeof sentOf>): boolean =>
  sent.step !== 'correction' &&
  sent.step !== 'briefing' &&
  (step === undefined || sent.step === step) &&
  (templateVersion === undefined || sent.templateVersion === templateVersion);

const isOfVersion = ({ campaignVersion }: Corrected, due: Due): boolean =>
  campaignVersion === undefined || due.campaignVersion === campaignVersion;

const correctionOf = ({ correction, why, template, values }: OrderedCorrection, was: Due, message: string) => {
  const { campaign, campaignVersion, learner, course, run, registration, courseTitle } = was;
  return MessageDue.of({
    // One correction of one message: who was sent two that were wrong hears of both.
    firing: ['campaign', campaign, learner, 'correction', correction, was.firing].map(encodeURIComponent).join('/'),
    ...{ campaign, campaignVersion, step: 'correction', learner, course, run, registration, correctionOf: message },
    because: [{ text: `puts a message right: ${why}`, facts: [] }],
    action: {
      ...{
        type: 'SendMessage',
        channel: was.action.channel,
        template,
        category: 'correction', // owed to whoever got it, also to who left the category of the campaign since
        priority: URGENT,
      },
      ...(values === undefined ? {} : { values }),
    },
    ...(courseTitle === undefined ? {} : { courseTitle }),
  });
};
