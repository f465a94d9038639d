import {
  type CampaignLedger,
  type CampaignLedgerQuery,
  communicationsEvents,
  type JourneyLine,
  journeyEvents,
  ManagerReportFellDue,
  type PersonLedger,
  ReportFellDue,
  RuleFired,
  SuggestionTaken,
} from '@laurel/contracts';
import { type JourneyList, ledgerLines } from '@laurel/engagement-domain';
import { type EventSearch, findAll, type FoundEvent, type Search } from '@laurel/kernel';

/** What is heard of a message after it was sent. */
const HEARD = ['communications.DeliveryReported', 'communications.MessageClicked', 'communications.MessageAnswered'];
const MESSAGES = [...communicationsEvents.map(({ type }) => type), ...HEARD];
const OF_CAMPAIGN = [...journeyEvents.map(({ type }) => type), ...MESSAGES];
const OF_PERSON = [
  ...OF_CAMPAIGN,
  ...[RuleFired.type, ReportFellDue.type, ManagerReportFellDue.type, SuggestionTaken.type],
];

interface LedgerPorts {
  readonly search: EventSearch;
  readonly journeys: Pick<JourneyList, 'learners'>;
}

/** Why each message came to a person, or did not; the newest first. */
export const readPersonLedger = async (
  { search }: Pick<LedgerPorts, 'search'>,
  learner: string,
): Promise<PersonLedger> => {
  const told = await toldAbout(search, { types: OF_PERSON, about: { learner } });
  return { learner, lines: [...ledgerLines(told)].reverse() };
};

/** Oldest first, none left out. */
const toldAbout = async (
  search: EventSearch,
  asked: Pick<Search, 'types' | 'about' | 'learners'>,
): Promise<readonly FoundEvent[]> => {
  const told: FoundEvent[] = [];
  for await (const event of findAll(search, asked)) told.push(event);
  return told.reverse();
};

/** Every step of every person that was decided about, a page of people at a time. */
export const readCampaignLedger = async (
  ports: LedgerPorts,
  campaign: string,
  { after, limit }: CampaignLedgerQuery,
): Promise<CampaignLedger> => {
  const learners = await ports.journeys.learners(campaign, { after, limit });
  const told = await toldAbout(ports.search, { types: OF_CAMPAIGN, about: { campaign }, learners });
  const lines = [...ledgerLines(told)].sort((a, b) => (a.learner < b.learner ? -1 : a.learner > b.learner ? 1 : 0));
  return { campaign, lines, next: learners.length === limit ? (learners.at(-1) ?? null) : null };
};

const COLUMNS = [
  ...['learner', 'campaign', 'version', 'entry', 'step', 'outcome', 'until', 'at', 'decidedBy', 'why', 'facts'],
  ...['template', 'templateVersion', 'message', 'delivered', 'bounced', 'clicked', 'answered', 'goalReached'],
] as const;

/** The whole ledger of a campaign as RFC 4180, page after page. */
export async function* campaignLedgerCsv(ports: LedgerPorts, campaign: string): AsyncGenerator<string> {
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
