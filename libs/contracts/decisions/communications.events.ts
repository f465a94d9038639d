import { defineEvent, type EventOf } from '@laurel/kernel';
import { z } from 'zod';
import { campaignId, personalChannel, priority, stepId } from '../campaigns/campaign-steps.ts';
import { aboutEnrolment } from './engagement.events.ts';

/**
 * Every event of a message carries whose and why, so that each is a ledger line of its own. Stream `message-<message>`. A
 * message comes from a rule that fired, from a campaign's step that is due (then `rule` is `campaign-<id>`), or from a
 * report that fell due: then `rule` is `subscription-<id>`, the learner is who gets it, and it is about no enrolment.
 */
export const ofMessage = {
  message: z.string().min(1),
  firing: z.string().min(1),
  rule: z.string().min(1),
  ...aboutEnrolment,
  campaign: campaignId.optional(),
  campaignVersion: z.int().positive().optional(),
  step: stepId.optional(),
};

/** Why a message waits or is not sent, for programs; `why` says it in words. One file each in communications/domain/courtesies. */
export const courtesy = z.enum([
  'no-address',
  'suppressed-address',
  'opted-out',
  'pointless',
  'paused',
  'once-per-rule',
  'cap',
  'availability',
  'quiet-hours',
  'working-days',
  'unwritable',
]);
export type CourtesyId = z.infer<typeof courtesy>;

/** The message shall be sent now: the first time, and again when what held it back is over. */
export const MessageRequested = defineEvent(
  'communications.MessageRequested',
  1,
  z.strictObject({
    ...ofMessage,
    channel: personalChannel,
    template: z.string().min(1),
    category: z.string().min(1),
    priority: priority.optional(),
    /** Key of the operator who asked to send again what may have arrived. */
    again: z.string().min(1).optional(),
  }),
);

/** The message shall be sent later: nothing was dropped. */
export const MessageDeferred = defineEvent(
  'communications.MessageDeferred',
  1,
  z.strictObject({
    ...ofMessage,
    until: z.iso.datetime(),
    why: z.string().min(1),
    courtesy: courtesy.optional(),
  }),
);

/** The message is not sent, and this is why. */
export const MessageSuppressed = defineEvent(
  'communications.MessageSuppressed',
  1,
  z.strictObject({
    ...ofMessage,
    why: z.string().min(1),
    courtesy: courtesy.optional(),
  }),
);

/** Written before the channel is touched: whoever finds it without an answer knows that the outcome is unknown. */
export const SendAttempted = defineEvent(
  'communications.SendAttempted',
  1,
  z.strictObject({
    ...ofMessage,
    attempt: z.int().positive(),
    /** What it was written with. */
    templateVersion: z.int().positive().optional(),
  }),
);

/** The channel took it. */
export const MessageSent = defineEvent(
  'communications.MessageSent',
  1,
  z.strictObject({
    ...ofMessage,
    channel: personalChannel,
    template: z.string().min(1),
    templateVersion: z.int().positive().optional(),
  }),
);

/** The channel asked to try again later; nothing was delivered by this attempt. */
export const SendPostponed = defineEvent(
  'communications.SendPostponed',
  1,
  z.strictObject({
    ...ofMessage,
    attempt: z.int().positive(),
    until: z.iso.datetime(),
    why: z.string().min(1),
    /** False: nobody was asked about this message, so the attempt counts for nothing. */
    counts: z.boolean().optional(),
  }),
);

/** The channel said no for good. */
export const MessageRejected = defineEvent(
  'communications.MessageRejected',
  1,
  z.strictObject({
    ...ofMessage,
    why: z.string().min(1),
    /** The address that takes no mail, as a keyed digest; not there where the no was about this message. */
    address: z.string().min(1).optional(),
  }),
);

/** An attempt got no answer: it may have arrived, so a promotion is never sent again by itself. */
export const DeliveryUnknown = defineEvent(
  'communications.DeliveryUnknown',
  1,
  z.strictObject({
    ...ofMessage,
    why: z.string().min(1),
  }),
);

export const communicationsEvents = [
  MessageRequested,
  MessageDeferred,
  MessageSuppressed,
  SendAttempted,
  MessageSent,
  SendPostponed,
  MessageRejected,
  DeliveryUnknown,
] as const;
export type CommunicationsEvent = EventOf<(typeof communicationsEvents)[number]>;

/** What became of a message, by its newest event; `attempted` lasts only while a send is under way. */
export const messageOutcome = z.enum([
  'requested',
  'deferred',
  'suppressed',
  'attempted',
  'postponed',
  'sent',
  'rejected',
  'unknown',
]);
export type MessageOutcome = z.infer<typeof messageOutcome>;

export const messageOutcomes: Readonly<Record<CommunicationsEvent['type'], MessageOutcome>> = {
  'communications.MessageRequested': 'requested',
  'communications.MessageDeferred': 'deferred',
  'communications.MessageSuppressed': 'suppressed',
  'communications.SendAttempted': 'attempted',
  'communications.SendPostponed': 'postponed',
  'communications.MessageSent': 'sent',
  'communications.MessageRejected': 'rejected',
  'communications.DeliveryUnknown': 'unknown',
};
