import { z } from 'zod';
import { campaignDefinition } from '../campaigns/campaign-definition.ts';
import { campaignId, variableValues } from '../campaigns/campaign-steps.ts';
import { json, no } from './answers.ts';
import { defineRoute } from './route.ts';

const instant = z.iso.datetime({ offset: true });
const why = z.string().min(1).max(500);
const people = z.int().nonnegative();

export const newCampaign = z.strictObject({
  id: campaignId,
  definition: campaignDefinition,
  salt: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('Draws the comparison group, the waves and the arms of splits; never changed. Left out: the id'),
});
export const campaignChange = z.strictObject({ definition: campaignDefinition });
export const campaignVersionOrder = z.strictObject({ version: z.int().positive() });
export const campaignReturn = campaignVersionOrder.extend({ why });
export const campaignWhy = z.strictObject({ why });
export const correctionOrder = z.strictObject({
  correction: campaignId.describe('Its name: told again, nothing is sent again'),
  why,
  step: z.string().optional(),
  campaignVersion: z.int().positive().optional(),
  templateVersion: z.int().positive().optional().describe('Left out: whichever text they were sent'),
  template: z.string().min(1),
  values: variableValues.optional(),
});

export const campaignStatus = z.enum([
  'draft',
  'estimated',
  'awaiting-approval',
  'approved',
  'scheduled',
  'running',
  'paused',
  'ended',
  'cancelled',
]);
export type CampaignStatus = z.infer<typeof campaignStatus>;

export const campaignEstimateView = z.object({
  asOf: instant,
  audience: people.describe('Who matches'),
  excluded: z
    .object({ goalReached: people, inAnotherCampaign: people, heldOut: people })
    .describe('Of the audience, each person under the first that applies'),
  entering: people.describe('Who is left, and enters to be written to'),
  unreachable: z
    .object({ noAddress: people, suppressed: people, optedOut: people, capped: people })
    .describe('Of those who enter: whom a message would not reach now'),
  reachable: people,
  messages: z.object({ least: people, most: people }).describe('To those who enter, whichever way their journeys take'),
  waves: z.array(z.object({ wave: z.int(), startsAt: instant, groups: people, people })),
  remarks: z.array(z.string()),
});
export type CampaignEstimateView = z.infer<typeof campaignEstimateView>;

export const campaignSummary = z.object({
  id: z.string(),
  title: z.string(),
  status: campaignStatus,
  version: z.int().describe('The newest'),
  live: z.int().nullable().describe('The version that people enter; null before the launch'),
  preparing: z
    .object({ version: z.int(), stage: z.enum(['draft', 'estimated', 'awaiting-approval', 'approved']) })
    .nullable(),
  window: z.object({ from: instant, to: instant }),
});
export type CampaignSummary = z.infer<typeof campaignSummary>;
export const campaignList = z.object({ campaigns: z.array(campaignSummary) });

const campaignWords = z.object({
  audience: z.string(),
  goal: z.string(),
  steps: z
    .array(
      z.object({
        id: z.string().nullable().describe('null: the name of a way, under which its steps follow'),
        depth: z.int().describe('How deep it stands in other steps, from 0'),
        sentence: z.string(),
      }),
    )
    .describe('In the order in which they are read'),
  limits: z.array(z.string()).describe('Who may enter when, who is held out, waves, pace and budget'),
});
export type CampaignWords = z.infer<typeof campaignWords>;

export const campaignView = campaignSummary.extend({
  definition: campaignDefinition.describe('Of the newest version'),
  inWords: campaignWords.describe('The same in sentences'),
  estimate: campaignEstimateView.nullable().describe('Of the newest version'),
  waves: z.array(z.array(z.string())).nullable().describe('The teams or sites of each wave, as they were drawn'),
  progress: z.array(
    z.object({
      version: z.int(),
      arm: z.enum(['treated', 'holdout']).nullable(),
      wave: z.int().nullable(),
      is: z.enum(['inside', 'ended', 'kept-out']),
      at: z.string().nullable().describe('The step, or why the journey ended or was not entered'),
      people,
    }),
  ),
  messages: people.describe('That fell due so far'),
  sent: people.describe('Of these, taken by the channel'),
  history: z.array(z.object({ at: instant, what: z.string(), version: z.int().nullable(), by: z.string().nullable() })),
});
export type CampaignView = z.infer<typeof campaignView>;

export const calendarQuery = z.strictObject({ from: instant.optional(), to: instant.optional() });
export const campaignCalendar = z.object({
  campaigns: z.array(campaignSummary),
  collisions: z
    .array(
      z.object({
        campaigns: z.array(z.string()).length(2),
        from: instant,
        to: instant,
        people: people.describe('Who is in both audiences now'),
      }),
    )
    .describe('Campaigns whose windows overlap and whose audiences share people'),
});
export type CampaignCalendar = z.infer<typeof campaignCalendar>;

export const sendingView = z.object({ stopped: z.boolean(), by: z.string().nullable(), why: z.string().nullable() });
export type SendingView = z.infer<typeof sendingView>;

const tag = 'campaigns';
const scope = 'engage';
const params = z.object({ id: z.string() });
const answered = { description: 'The campaign as it is now', content: json(campaignView) };
const missing = no('No campaign has that id');
const wrong = no('Something in it is wrong; the answer says where');
const refused = no('It makes no sense in this state; the answer says why');

export const listCampaigns = defineRoute({
  ...{ name: 'listCampaigns', method: 'get', path: '/v1/campaigns', tag, scope, summary: 'All campaigns' },
  answers: { 200: { description: 'Newest first', content: json(campaignList) } },
});
export const draftCampaign = defineRoute({
  ...{ name: 'draftCampaign', method: 'post', path: '/v1/campaigns', tag, scope, summary: 'Write a campaign down' },
  body: json(newCampaign),
  answers: { 201: answered, 400: wrong, 409: no('A campaign of that id is there already') },
});
export const getCampaign = defineRoute({
  ...{ name: 'getCampaign', method: 'get', path: '/v1/campaigns/{id}', tag, scope, summary: 'One campaign' },
  params,
  answers: { 200: answered, 404: missing },
});
export const changeCampaign = defineRoute({
  ...{ name: 'changeCampaign', method: 'put', path: '/v1/campaigns/{id}', tag, scope },
  summary: 'Change it: a new version, which is estimated, approved and launched like the first',
  params,
  body: json(campaignChange),
  answers: { 200: answered, 400: wrong, 404: missing, 409: refused },
});

const order = <const N extends string, B extends z.ZodType>(name: N, act: string, summary: string, body: B) =>
  defineRoute({
    ...{ name, method: 'post', path: `/v1/campaigns/{id}/${act}`, tag, scope, summary, params, body: json(body) },
    answers: { 200: answered, 400: wrong, 404: missing, 409: refused },
  });

export const estimateCampaign = order(
  'estimateCampaign',
  'estimate',
  'Count whom the version in preparation would reach, and what each exclusion takes away',
  campaignVersionOrder,
);
export const submitCampaign = order('submitCampaign', 'submit', 'Ask for approval', campaignVersionOrder);
export const approveCampaign = order(
  'approveCampaign',
  'approve',
  'Approve it: with another key than the one that submitted it',
  campaignVersionOrder,
);
export const returnCampaign = order('returnCampaign', 'return', 'Do not approve it, and say why', campaignReturn);
export const launchCampaign = order(
  'launchCampaign',
  'launch',
  'Let it begin with its window, or let people enter this version from now on',
  campaignVersionOrder,
);
export const pauseCampaign = order('pauseCampaign', 'pause', 'Pause it: nothing is lost', campaignWhy);
export const resumeCampaign = order('resumeCampaign', 'resume', 'Go on', z.strictObject({}));
export const endCampaign = order('endCampaign', 'end', 'End it before its window does', campaignWhy);
export const cancelCampaign = order('cancelCampaign', 'cancel', 'Cancel it, launched or not', campaignWhy);
export const correctCampaign = order(
  'correctCampaign',
  'corrections',
  'Send one correction to exactly those who were sent a message that was wrong',
  correctionOrder,
);

export const readCalendar = defineRoute({
  ...{ name: 'readCalendar', method: 'get', path: '/v1/campaign-calendar', tag, scope },
  summary: 'When campaigns run, and which of them meet the same people',
  query: calendarQuery,
  answers: { 200: { description: 'Those that are not over', content: json(campaignCalendar) } },
});

const sendingAnswer = { 200: { description: 'As it is now', content: json(sendingView) } };
export const getSending = defineRoute({
  ...{ name: 'getSending', method: 'get', path: '/v1/sending', tag, scope, summary: 'Whether all sending is stopped' },
  answers: sendingAnswer,
});
export const stopSending = defineRoute({
  ...{ name: 'stopSending', method: 'post', path: '/v1/sending/stop', tag, scope, summary: 'Stop everything, at once' },
  body: json(campaignWhy),
  answers: { ...sendingAnswer, 400: wrong },
});
export const allowSending = defineRoute({
  ...{ name: 'allowSending', method: 'post', path: '/v1/sending/allow', tag, scope, summary: 'Lift the stop' },
  answers: sendingAnswer,
});

export const campaignsRoutes = [
  listCampaigns,
  draftCampaign,
  getCampaign,
  changeCampaign,
  estimateCampaign,
  submitCampaign,
  approveCampaign,
  returnCampaign,
  launchCampaign,
  pauseCampaign,
  resumeCampaign,
  endCampaign,
  cancelCampaign,
  correctCampaign,
  readCalendar,
  getSending,
  stopSending,
  allowSending,
] as const;
