import { defineEvent, type EventOf } from '@laurel/kernel';
import { z } from 'zod';
import { campaignId, messageAction, stepId } from '../campaigns/campaign-steps.ts';
import { aboutEnrolment, reason } from './engagement.events.ts';

/**
 * One person's way through a campaign: stream `journey-<campaign>-<learner>`. A campaign about people, not enrolments, has
 * '' for course, run and registration.
 */
const ofJourney = {
  campaign: campaignId,
  /** The version that the person entered, and stays on. */
  campaignVersion: z.int().positive(),
  /** Counts the person's entries into the campaign, from 1. */
  entry: z.int().positive(),
  ...aboutEnrolment,
};

/** `holdout`: matches, and is deliberately not contacted. */
export const arm = z.enum(['treated', 'holdout']);
export type Arm = z.infer<typeof arm>;

/** The person is in the campaign, and in which comparison group. Decided once; nothing moves a person to the other arm. */
export const CampaignEntered = defineEvent(
  'engagement.CampaignEntered',
  1,
  z.strictObject({
    ...ofJourney,
    arm,
    /** From 1; the waves begin in turn. */
    wave: z.int().positive(),
    /** The team or site that was drawn into the wave; not there where all begin together. */
    group: z.string().optional(),
    startsAt: z.iso.datetime(),
    /** Whoever still walks then is at the end. */
    endsAt: z.iso.datetime(),
    because: z.array(reason).min(1),
  }),
);

export const whyNotEntered = z.enum(['goal-reached', 'in-another-campaign', 'no-longer-in-audience']);
export type WhyNotEntered = z.infer<typeof whyNotEntered>;

/** The person matched and did not enter. May enter later, where the campaign still takes people in. */
export const NotEntered = defineEvent(
  'engagement.NotEntered',
  1,
  z.strictObject({ ...ofJourney, why: whyNotEntered, because: z.array(reason).min(1) }),
);

/**
 * A message of a campaign is due, once: the id of the firing is made of campaign, person, entry and step, whatever the
 * version and however often we look. Communications decides whether and when it is sent.
 */
export const MessageDue = defineEvent(
  'engagement.MessageDue',
  1,
  z.strictObject({
    firing: z.string().min(1),
    campaign: campaignId,
    campaignVersion: z.int().positive(),
    /** A step, or `briefing` to a manager, or `correction`. */
    step: stepId,
    ...aboutEnrolment,
    because: z.array(reason).min(1),
    action: messageAction,
    /** As the facts called the course. */
    courseTitle: z.string().optional(),
    /** When it fell due, by the clock of who decided; the pace of a campaign counts these. */
    dueAt: z.iso.datetime().optional(),
    /** Later it makes no sense. */
    notAfter: z.iso.datetime().optional(),
    /** The message that this one puts right. */
    correctionOf: z.string().min(1).optional(),
  }),
);
export type DueMessage = EventOf<typeof MessageDue>['data'];

/** The journey rests on a step, until then or until a fact that ends it sooner. */
export const StepWaiting = defineEvent(
  'engagement.StepWaiting',
  1,
  z.strictObject({
    ...ofJourney,
    step: stepId,
    until: z.iso.datetime(),
    /** `pace`: the campaign sends no more messages in this hour. */
    for: z.enum(['time', 'fact', 'pace']),
    /** When the message that waits for its turn fell due. */
    dueAt: z.iso.datetime().optional(),
  }),
);

/** The journey took one of several ways: `then`, `else`, `timeout` or the arm of a split. */
export const Branched = defineEvent(
  'engagement.Branched',
  1,
  z.strictObject({ ...ofJourney, step: stepId, took: z.string().min(1), because: z.array(reason).min(1) }),
);

/** The journey passed an announcement, which is made once for all. */
export const AnnouncementPassed = defineEvent(
  'engagement.AnnouncementPassed',
  1,
  z.strictObject({ ...ofJourney, step: stepId, announcement: z.string().min(1) }),
);

/**
 * `goal`: reached within its window, `goal-late`: after it. `window`: the campaign's time was over. `budget`: its messages
 * were used up. `ended` and `cancelled`: the campaign was.
 */
export const whyJourneyEnded = z.enum(['goal', 'goal-late', 'end', 'window', 'budget', 'ended', 'cancelled']);
export type WhyJourneyEnded = z.infer<typeof whyJourneyEnded>;

/** The journey is over, and why. */
export const JourneyEnded = defineEvent(
  'engagement.JourneyEnded',
  1,
  z.strictObject({
    ...ofJourney,
    /** Where it was. */
    step: stepId.optional(),
    at: z.iso.datetime(),
    why: whyJourneyEnded,
    because: z.array(reason).min(1),
  }),
);

/**
 * An announcement to many is due, once: stream `announcement-<announcement>`, the id made of campaign, step and wave. About
 * no learner, so it stays here.
 */
export const AnnouncementDue = defineEvent(
  'engagement.AnnouncementDue',
  1,
  z.strictObject({
    announcement: z.string().min(1),
    campaign: campaignId,
    campaignVersion: z.int().positive(),
    step: stepId,
    /** 0 where it is made once for all waves. */
    wave: z.int().nonnegative(),
    template: z.string().min(1),
    channels: z.array(z.string().min(1)).min(1),
    because: z.array(reason).min(1),
    notAfter: z.iso.datetime().optional(),
  }),
);
export type DueAnnouncement = EventOf<typeof AnnouncementDue>['data'];

/** What a journey decides; all are about a learner, and are relayed. */
export const journeyEvents = [
  CampaignEntered,
  NotEntered,
  MessageDue,
  StepWaiting,
  Branched,
  AnnouncementPassed,
  JourneyEnded,
] as const;
export type JourneyEvent = EventOf<(typeof journeyEvents)[number]>;
