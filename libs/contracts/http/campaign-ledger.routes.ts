import { z } from 'zod';
import { factRef } from '../decisions/engagement.events.ts';
import { json, no } from './answers.ts';
import { CSV } from './content-types.ts';
import { defineRoute } from './route.ts';

const instant = z.iso.datetime({ offset: true });

/** What one decision came to. `capped`, `pointless` and `suppressed` are for good; `refused` is the channel's no. */
export const journeyOutcome = z.enum([
  'entered',
  'held-out',
  'not-entered',
  'due',
  'requested',
  'deferred',
  'sent',
  'capped',
  'suppressed',
  'pointless',
  'refused',
  'unknown',
  'waiting',
  'branched',
  'announced',
  'goal-reached',
  'ended',
]);
export type JourneyOutcome = z.infer<typeof journeyOutcome>;

export const journeyLine = z.object({
  learner: z.string(),
  campaign: z.string().nullable().describe('null where a rule or a report was the reason'),
  rule: z.string().nullable().describe('The rule that fired, or the subscription of the report'),
  version: z.int().nullable().describe('Of the campaign or the rule'),
  entry: z.int().nullable().describe('Which entry of the person into the campaign, from 1'),
  step: z.string().nullable(),
  outcome: journeyOutcome,
  until: instant.nullable().describe('Until when it waits, where it does'),
  at: instant.describe('When this was decided'),
  decidedBy: z
    .string()
    .describe(
      'What decided: campaign, holdout, throttle, budget, window, goal, channel, rule, or the courtesy by its name',
    ),
  why: z.array(z.string()).min(1).describe('In words'),
  facts: z.array(factRef).describe('The facts behind the words'),
  template: z.string().nullable(),
  templateVersion: z.int().nullable().describe('What it was written with; known when it was'),
  firing: z.string().nullable(),
  message: z.string().nullable(),
  later: z
    .object({
      delivered: instant.nullable(),
      bounced: instant.nullable(),
      clicked: instant.nullable().describe('By a person; what looks like a mail scanner does not count'),
      answered: instant.nullable().describe('A question in it was answered'),
      goalReached: instant.nullable().describe('Of the campaign, within its window'),
    })
    .describe('What became known of it afterwards'),
  sentence: z.string().describe('The line as one sentence'),
});
export type JourneyLine = z.infer<typeof journeyLine>;

export const personLedger = z.object({
  learner: z.string(),
  lines: z.array(journeyLine).describe('Newest first'),
});
export type PersonLedger = z.infer<typeof personLedger>;

export const campaignLedger = z.object({
  campaign: z.string(),
  lines: z.array(journeyLine).describe('By learner, each the oldest first'),
  next: z.string().nullable().describe('Give it as `after` for the next page; null at the end'),
});
export type CampaignLedger = z.infer<typeof campaignLedger>;

export const campaignLedgerQuery = z.strictObject({
  after: z.string().default(''),
  limit: z.coerce.number().int().min(1).max(2_000).default(200).describe('People'),
});
export type CampaignLedgerQuery = z.output<typeof campaignLedgerQuery>;

export const dryRunOrder = z.strictObject({
  version: z.int().positive().optional().describe('Left out: the newest'),
  asOf: instant
    .optional()
    .describe('Begins then, on what was known then; left out: when the window begins, on what is known now'),
  until: instant.optional().describe('How far it is played; left out: the end of the window'),
  people: z.int().min(1).max(100_000).default(1_000).describe('At most so many of the audience, by their ids'),
});
export type DryRunOrder = z.output<typeof dryRunOrder>;

export const dryRunAnswer = z.object({
  campaign: z.string(),
  version: z.int(),
  from: instant,
  until: instant,
  audience: z.int().describe('Who matches; `people` of them were played'),
  outcomes: z.record(z.string(), z.int()).describe('How many lines of each outcome'),
  lines: z.array(journeyLine),
});
export type DryRunAnswer = z.infer<typeof dryRunAnswer>;

const tag = 'campaigns';
const scope = 'engage';
const campaignParams = z.object({ id: z.string() });
const missing = no('No campaign has that id');

export const readCampaignLedger = defineRoute({
  name: 'readCampaignLedger',
  method: 'get',
  path: '/v1/campaigns/{id}/ledger',
  tag,
  summary: 'For every person of a campaign: every step, what became of it, and why',
  description: 'As CSV the whole ledger is answered, not a page.',
  scope,
  params: campaignParams,
  query: campaignLedgerQuery,
  answers: { 200: { description: 'One page', content: { ...json(campaignLedger), [CSV]: z.string() } }, 404: missing },
});

export const readPersonLedger = defineRoute({
  name: 'readPersonLedger',
  method: 'get',
  path: '/v1/learners/{id}/ledger',
  tag,
  summary: 'Why each message came to a person, or did not: campaigns, rules and reports together',
  scope,
  params: z.object({ id: z.string() }),
  answers: { 200: { description: 'All lines', content: json(personLedger) } },
});

export const dryRunCampaign = defineRoute({
  name: 'dryRunCampaign',
  method: 'post',
  path: '/v1/campaigns/{id}/dry-run',
  tag,
  summary: 'The ledger of a campaign without sending anything, on the facts of today or as they were known',
  description:
    'The same deciders play the version on a clock of their own. Up to now each look uses what was known then; later looks use what is known now, as if nothing more were told. Nothing is stored.',
  scope,
  params: campaignParams,
  body: json(dryRunOrder),
  answers: {
    200: { description: 'The ledger', content: json(dryRunAnswer) },
    400: no('There is no such version, or the time makes no sense'),
    404: missing,
  },
});

export const campaignLedgerRoutes = [readCampaignLedger, readPersonLedger, dryRunCampaign] as const;
