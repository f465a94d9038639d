import { campaignDefinition, campaignId, variableValues } from '@laurel/contracts';
import { defineEvent, type EventOf } from '@laurel/kernel';
import { z } from 'zod';

/** Events of a campaign itself: stream `campaign-<campaign>`. About no learner, so they stay in the event store. */
const ofVersion = { campaign: campaignId, version: z.int().positive() };

/** Somebody wrote the campaign down, or changed it: every saved change is a version. */
export const CampaignDrafted = defineEvent(
  'engagement.CampaignDrafted',
  1,
  z.strictObject({
    ...ofVersion,
    definition: campaignDefinition,
    /** What draws who is held out, in which wave and in which arm; said once, and never changed. */
    salt: z.string().min(1).max(200),
  }),
);

const people = z.int().nonnegative();

/** What the version would do, counted at that time; each person is in the first exclusion that applies. */
export const campaignEstimate = z.strictObject({
  asOf: z.iso.datetime(),
  audience: people,
  excluded: z.strictObject({ goalReached: people, inAnotherCampaign: people, heldOut: people }),
  entering: people,
  unreachable: z.strictObject({ noAddress: people, suppressed: people, optedOut: people, capped: people }),
  reachable: people,
  messages: z.strictObject({ least: people, most: people }),
  waves: z.array(z.strictObject({ wave: z.int().positive(), startsAt: z.iso.datetime(), groups: people, people })),
  remarks: z.array(z.string()),
});
export type CampaignEstimate = z.output<typeof campaignEstimate>;

export const CampaignEstimated = defineEvent(
  'engagement.CampaignEstimated',
  1,
  z.strictObject({ ...ofVersion, estimate: campaignEstimate }),
);

const actor = z.string().min(1);

export const CampaignSubmitted = defineEvent(
  'engagement.CampaignSubmitted',
  1,
  z.strictObject({ ...ofVersion, by: actor }),
);
export const CampaignApproved = defineEvent(
  'engagement.CampaignApproved',
  1,
  z.strictObject({ ...ofVersion, by: actor }),
);
/** Not approved: back to the draft, with the reason. */
export const CampaignReturned = defineEvent(
  'engagement.CampaignReturned',
  1,
  z.strictObject({ ...ofVersion, by: actor, why: z.string().min(1) }),
);
/** It begins by itself when its window does. */
export const CampaignScheduled = defineEvent(
  'engagement.CampaignScheduled',
  1,
  z.strictObject({ ...ofVersion, by: actor }),
);
/** From now on people enter this version of a campaign that was launched before; who entered another stays on it. */
export const CampaignRevised = defineEvent(
  'engagement.CampaignRevised',
  1,
  z.strictObject({ ...ofVersion, by: actor, at: z.iso.datetime() }),
);
/** `at`: people are looked at as they were known then, however often the planning begins anew. */
export const CampaignStarted = defineEvent(
  'engagement.CampaignStarted',
  1,
  z.strictObject({ ...ofVersion, at: z.iso.datetime() }),
);

/** Which team or site begins in which wave, by the order that was drawn; written once, for all versions. */
export const WavesDrawn = defineEvent(
  'engagement.WavesDrawn',
  1,
  z.strictObject({ campaign: campaignId, by: z.string().min(1), waves: z.array(z.array(z.string())).min(1) }),
);

/** Everybody who matched then was decided about. */
export const AudiencePlanned = defineEvent(
  'engagement.AudiencePlanned',
  1,
  z.strictObject({ ...ofVersion, asOf: z.iso.datetime(), treated: people, heldOut: people, notEntered: people }),
);

const said = { campaign: campaignId, by: actor, why: z.string().min(1) };
export const CampaignPaused = defineEvent('engagement.CampaignPaused', 1, z.strictObject(said));
export const CampaignResumed = defineEvent(
  'engagement.CampaignResumed',
  1,
  z.strictObject({ campaign: campaignId, by: actor }),
);
/** Nobody enters and nothing more is sent. Ended by its window, `by` is `window`. */
export const CampaignEnded = defineEvent('engagement.CampaignEnded', 1, z.strictObject(said));
/** The same, said of a campaign that shall not have its effect. */
export const CampaignCancelled = defineEvent('engagement.CampaignCancelled', 1, z.strictObject(said));

/** Which of the campaign's messages a correction puts right: all of them, or those of a step, of a version. */
export const corrected = z.strictObject({
  step: z.string().min(1).optional(),
  campaignVersion: z.int().positive().optional(),
  templateVersion: z.int().positive().optional(),
});
export type Corrected = z.output<typeof corrected>;

/** One message to exactly those who were sent one that was wrong. */
export const CorrectionOrdered = defineEvent(
  'engagement.CorrectionOrdered',
  1,
  z.strictObject({
    campaign: campaignId,
    correction: z.string().min(1).max(100),
    by: actor,
    why: z.string().min(1),
    corrected,
    template: z.string().min(1),
    values: variableValues.optional(),
  }),
);
export type OrderedCorrection = EventOf<typeof CorrectionOrdered>['data'];

export const campaignEvents = [
  CampaignDrafted,
  CampaignEstimated,
  CampaignSubmitted,
  CampaignApproved,
  CampaignReturned,
  CampaignScheduled,
  CampaignRevised,
  CampaignStarted,
  WavesDrawn,
  AudiencePlanned,
  CampaignPaused,
  CampaignResumed,
  CampaignEnded,
  CampaignCancelled,
  CorrectionOrdered,
] as const;
export type CampaignEvent = EventOf<(typeof campaignEvents)[number]>;
