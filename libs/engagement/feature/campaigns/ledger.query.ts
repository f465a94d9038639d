import {
  type CampaignLedger,
  type CampaignLedgerQuery,
  communicationsEvents,
  type JourneyLine,
  journeyEvents,
  type PersonLedger,
  ReportFellDue,
  RuleFired,
} from '@laurel/contracts';
import { ledgerLines } from '@laurel/engagement-domain';
import { type CampaignPorts } from './campaigns.deps.ts';

/** What is heard of a message after it was sent. */
const HEARD = ['communications.DeliveryReported', 'communications.MessageClicked', 'communications.MessageAnswered'];
const MESSAGES = [...communicationsEvents.map(({ type }) => type), ...HEARD];
const OF_CAMPAIGN = [...journeyEvents.map(({ type }) => type), ...MESSAGES];
const OF_PERSON = [...OF_CAMPAIGN, RuleFired.type, ReportFellDue.type];

/** More than was ever decided about one person. */
const MOST_OF_A_PERSON = 10_000;
const MOST_OF_ONE_IN_A_CAMPAIGN = 500;

/** Why each message came to a person, or did not; the newest first. */
export const readPersonLedger = async ({ search }: CampaignPorts, learner: string): Promise<PersonLedger> => {
  const told = await search.find({ types: OF_PERSON, about: { learner }, limit: MOST_OF_A_PERSON });
  return { learner, lines: [...ledgerLines([...told].reverse())].reverse() };
};

/** Every step of every person that was decided about, a page of people at a time. */
export const readCampaignLedger = async (
  ports: Pick<CampaignPorts, 'search' | 'journeys'>,
  campaign: string,
  { after, limit }: CampaignLedgerQuery,
): Promise<CampaignLedger> => {
  const learners = await ports.journeys.learners(campaign, { after, limit });
  const told = await ports.search.find({
    ...{ types: OF_CAMPAIGN, about: { campaign }, learners, limit: MOST_OF_ONE_IN_A_CAMPAIGN * limit },
  });
  const lines = [...ledgerLines([...told].reverse())].sort((a, b) =>
    a.learner < b.learner ? -1 : a.learner > b.learner ? 1 : 0,
  );
  return { campaign, lines, next: learners.length === limit ? (learners.at(-1) ?? null) : null };
};

const COLUMNS = [
  ...['learner', 'campaign', 'version', 'entry', 'step', 'outcome', 'until', 'at', 'decidedBy', 'why', 'facts'],
  ...['template', 'templateVersion', 'message', 'delivered', 'bounced', 'clicked', 'answered', 'goalReached'],
] as const;

/** The whole ledger of a campaign as RFC 4180, page after page. */
export async function* campaignLedgerCsv(
  ports: Pick<CampaignPorts, 'search' | 'journeys'>,
  campaign: string,
): AsyncGenerator<string> {
  yield `${COLUMNS.join(',')}\r\n`;
  for (let after: string | null = ''; after !== null;) {
    const page: CampaignLedger = await readCampaignLedger(ports, campaign, { after, limit: 500 });
    yield page.lines.map(rowOf).join('');
    after = page.next;
  }
}

const rowOf = (line: JourneyLine): string => {
  const { learner, campaign, version, entry, step, outcome, until, at, decidedBy, template, templateVersion } = line;
  const facts = line.facts.map(({ source, id }) => `${source} ${id}`).join('; ');
  const { delivered, bounced, clicked, answered, goalReached } = line.later;
  const cells = [
    ...[learner, campaign, version, entry, step, outcome, until, at, decidedBy, line.why.join('; '), facts],
    ...[template, templateVersion, line.message, delivered, bounced, clicked, answered, goalReached],
  ];
  return `${cells.map(quoted).join(',')}\r\n`;
};

/** A cell that a spreadsheet would run as a formula is made text. */
const quoted = (cell: string | number | null): string => {
  const text = String(cell ?? '');
  const safe = /^[=+@\t\r-]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
