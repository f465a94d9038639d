import { type JourneyLine, type JourneyOutcome, type Reason } from '@laurel/contracts';
import { z } from 'zod';
import { sentenceOf } from './ledger-sentence.ts';

/** A decision as some store found it. */
export interface Told {
  readonly type: string;
  readonly data: unknown;
  readonly recordedAt: Date;
}

type Line = Omit<JourneyLine, 'sentence'>;
type Later = JourneyLine['later'];

const reasons = z.array(
  z.object({ text: z.string(), facts: z.array(z.object({ source: z.string(), id: z.string() })) }),
);

/** What lines are made of, whichever decision says it; read loosely, as a ledger reads what every version wrote. */
const said = z.looseObject({
  learner: z.string(),
  ...{ campaign: z.string().optional(), campaignVersion: z.int().optional(), entry: z.int().optional() },
  ...{ rule: z.string().optional(), ruleVersion: z.int().optional(), subscription: z.string().optional() },
  mode: z.string().optional(),
  ...{ step: z.string().optional(), firing: z.string().optional(), message: z.string().optional() },
  ...{ arm: z.string().optional(), took: z.string().optional(), for: z.string().optional() },
  ...{ until: z.string().optional(), startsAt: z.string().optional(), at: z.string().optional() },
  ...{ courtesy: z.string().optional(), report: z.string().optional(), by: z.string().optional() },
  ...{ template: z.string().optional(), templateVersion: z.int().optional(), announcement: z.string().optional() },
  because: z.union([reasons, z.string()]).optional(),
  why: z.string().optional(),
  action: z.looseObject({ template: z.string() }).optional(),
});
type Said = z.output<typeof said>;

const NOTHING_LATER: Later = { delivered: null, bounced: null, clicked: null, answered: null, goalReached: null };

/**
 * The ledger of some people: a line for every decision about a journey, and one for every message with what became of it.
 * Oldest first. The same for decisions that were made and for those that were only played.
 */
export const ledgerLines = (told: readonly Told[]): readonly JourneyLine[] => {
  const oldestFirst = [...told].sort((a, b) => a.recordedAt.getTime() - b.recordedAt.getTime());
  const lines: Line[] = [];
  const messages = new Map<string, number>();
  for (const event of oldestFirst) {
    const data = said.parse(event.data);
    const line = lineOf(event, data);
    if (line) {
      if (line.firing !== null) messages.set(line.firing, lines.length);
      lines.push(line);
      continue;
    }
    const place = messages.get(data.firing ?? '');
    const before = place === undefined ? undefined : lines[place];
    if (place !== undefined && before) lines[place] = { ...before, ...became(event, data, before) };
  }
  const reached = goalsIn(oldestFirst);
  return lines.map((line) => {
    const goalReached = line.message === null && line.firing === null ? null : (reached.get(personOf(line)) ?? null);
    const whole = { ...line, later: { ...line.later, goalReached } };
    return { ...whole, sentence: sentenceOf(whole) };
  });
};

const personOf = ({ campaign, learner }: { readonly campaign?: string | null | undefined; readonly learner: string }) =>
  JSON.stringify([campaign, learner]);

const goalsIn = (told: readonly Told[]): ReadonlyMap<string, string> =>
  new Map(
    told.flatMap(({ type, data }) => {
      const { why, at, ...of } = said.parse(data);
      return type === 'engagement.JourneyEnded' && why === 'goal' && at !== undefined ? [[personOf(of), at]] : [];
    }),
  );

interface Opening {
  readonly outcome: JourneyOutcome;
  readonly decidedBy: string;
  readonly until?: string | undefined;
  readonly words?: string;
}

const lineOf = ({ type, recordedAt }: Told, data: Said): Line | undefined => {
  // A rule in shadow fires into the history only: no message came of it, nor will.
  const opening = data.mode === 'shadow' ? undefined : OPENINGS[type]?.(data);
  if (!opening) return undefined;
  const { outcome, decidedBy, until, words } = opening;
  const { texts, facts } = reasonsOf(data);
  return {
    ...aboutWhat(type, data),
    ...{ outcome, until: orNull(until), decidedBy, at: recordedAt.toISOString() },
    why: words === undefined ? texts : [words, ...texts],
    facts,
    template: orNull(data.action?.template ?? data.template),
    templateVersion: orNull(data.templateVersion),
    ...{ firing: isMessage(type) ? orNull(data.firing) : null, message: null, later: NOTHING_LATER },
  };
};

const orNull = <T>(value: T | undefined): T | null => value ?? null;

/** As their messages name them. */
const OF_MANAGERS: Readonly<Record<string, string>> = {
  'insights.ManagerReportFellDue': 'manager-report',
  'communications.SuggestionTaken': 'manager-suggestion',
};

/** Whom the line is about, and which campaign, rule or subscription wrote it. */
const aboutWhat = (
  type: string,
  data: Said,
): Pick<Line, 'learner' | 'campaign' | 'entry' | 'step' | 'rule' | 'version'> => ({
  ...{ learner: data.learner, campaign: orNull(data.campaign), entry: orNull(data.entry), step: orNull(data.step) },
  rule: orNull(
    data.rule ?? (data.subscription === undefined ? OF_MANAGERS[type] : `subscription-${data.subscription}`),
  ),
  version: orNull(data.campaignVersion ?? data.ruleVersion),
});

const MESSAGES: ReadonlySet<string> = new Set([
  'engagement.MessageDue',
  'engagement.RuleFired',
  'insights.ReportFellDue',
  'insights.ManagerReportFellDue',
  'communications.SuggestionTaken',
]);
const isMessage = (type: string): boolean => MESSAGES.has(type);

const reasonsOf = ({ because = [] }: Said): { readonly texts: string[]; readonly facts: Reason['facts'] } =>
  typeof because === 'string'
    ? { texts: [because], facts: [] }
    : { texts: because.map(({ text }) => text), facts: because.flatMap(({ facts }) => facts) };

/** What opens a line. */
const OPENINGS: Readonly<Record<string, (data: Said) => Opening>> = {
  'engagement.CampaignEntered': ({ arm, startsAt }) =>
    arm === 'holdout'
      ? { outcome: 'held-out', decidedBy: 'holdout', words: 'drawn into the comparison group, which is not contacted' }
      : { outcome: 'entered', decidedBy: 'campaign', until: startsAt },
  'engagement.NotEntered': ({ why = '' }) => ({ outcome: 'not-entered', decidedBy: why }),
  'engagement.MessageDue': () => ({ outcome: 'due', decidedBy: 'campaign' }),
  'engagement.RuleFired': () => ({ outcome: 'due', decidedBy: 'rule' }),
  'insights.ReportFellDue': () => ({ outcome: 'due', decidedBy: 'rule' }),
  'insights.ManagerReportFellDue': () => ({ outcome: 'due', decidedBy: 'rule' }),
  'communications.SuggestionTaken': () => ({ outcome: 'due', decidedBy: 'rule' }),
  'engagement.StepWaiting': ({ until, for: what }) =>
    what === 'pace'
      ? { outcome: 'deferred', decidedBy: 'throttle', until, words: 'the campaign sends no more in this hour' }
      : { outcome: 'waiting', decidedBy: 'campaign', until, words: WAITS[what ?? ''] ?? 'waits' },
  'engagement.Branched': ({ took = '' }) => ({ outcome: 'branched', decidedBy: 'campaign', words: `took ${took}` }),
  'engagement.AnnouncementPassed': ({ announcement = '' }) => ({
    ...{ outcome: 'announced', decidedBy: 'campaign', words: `announced to all as ${announcement}` },
  }),
  'engagement.JourneyEnded': ({ why = '' }) =>
    why === 'goal' ? { outcome: 'goal-reached', decidedBy: 'goal' } : { outcome: 'ended', decidedBy: why },
};

const WAITS: Readonly<Record<string, string>> = {
  time: 'the step lets time pass',
  fact: 'the step waits for a fact about the person',
};

/** What a later decision about the same message makes of its line. */
const became = ({ type, recordedAt }: Told, data: Said, before: Line): Partial<Line> => {
  const at = recordedAt.toISOString();
  const heard = heardOf(type, data);
  if (heard) return { later: { ...before.later, [heard]: before.later[heard] ?? at } };
  const outcome = outcomeOf(type, data.courtesy);
  if (!outcome) return {};
  return {
    ...{ outcome, at, until: untilOf(data) },
    decidedBy: decidedByOf(type, data, before),
    why: data.why === undefined ? [...reasonsBefore(before)] : [data.why, ...reasonsBefore(before)],
    message: data.message ?? before.message,
    template: data.template ?? before.template,
    templateVersion: data.templateVersion ?? before.templateVersion,
  };
};

/** Nobody knows when a stop or a pause ends: what is told is only when it was to be asked again. */
const untilOf = ({ courtesy, until }: Said): string | null => (courtesy === 'paused' ? null : orNull(until));

/** The reasons of the message itself come last; what held it back before is over. */
const reasonsBefore = ({ why, message }: Line): readonly string[] =>
  message === null ? why : why.slice(-REASONS_KEPT);
const REASONS_KEPT = 20;

const heardOf = (type: string, { report, by }: Said): keyof Later | undefined => {
  if (type === 'communications.MessageClicked') return by === 'person' ? 'clicked' : undefined;
  if (type === 'communications.MessageAnswered') return 'answered';
  if (type !== 'communications.DeliveryReported') return undefined;
  return report === 'delivered' || report === 'bounced' ? report : undefined;
};

const OUTCOMES: Readonly<Record<string, JourneyOutcome>> = {
  'communications.MessageRequested': 'requested',
  'communications.MessageDeferred': 'deferred',
  'communications.MessageSuppressed': 'suppressed',
  'communications.SendAttempted': 'requested',
  'communications.SendPostponed': 'deferred',
  'communications.MessageSent': 'sent',
  'communications.MessageRejected': 'refused',
  'communications.DeliveryUnknown': 'unknown',
};

const outcomeOf = (type: string, courtesy: string | undefined): JourneyOutcome | undefined => {
  if (type !== 'communications.MessageSuppressed') return OUTCOMES[type];
  if (courtesy === 'cap') return 'capped';
  return courtesy === 'pointless' ? 'pointless' : 'suppressed';
};

const CHANNEL: ReadonlySet<string> = new Set([
  'communications.SendPostponed',
  'communications.MessageRejected',
  'communications.DeliveryUnknown',
]);

const decidedByOf = (type: string, { courtesy }: Said, { campaign }: Line): string => {
  if (courtesy !== undefined) return courtesy;
  if (CHANNEL.has(type)) return 'channel';
  return campaign === null ? 'rule' : 'campaign';
};
