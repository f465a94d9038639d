import { defineEvent, type EventOf } from '@laurel/kernel';
import { z } from 'zod';
import { priority } from '../campaigns/campaign-steps.ts';
import { ofMessage } from './communications.events.ts';

/** Stands for every category that a person may leave. */
export const EVERY_CATEGORY = '*';

/** `one-click`: the mail program did it for the person (RFC 8058). `operator`: somebody here, for the person. */
const by = z.enum(['person', 'one-click', 'operator']);

const consent = {
  learner: z.string().min(1),
  /** EVERY_CATEGORY: all that a person may leave, those to come included. */
  category: z.string().min(1),
  by,
  /** The message whose link was used. */
  message: z.string().min(1).optional(),
};

/** The person wants messages of this category. Stream `contact-<learner>`. */
export const ConsentGiven = defineEvent('communications.ConsentGiven', 1, z.strictObject(consent));

/** The person wants no messages of this category. */
export const ConsentWithdrawn = defineEvent('communications.ConsentWithdrawn', 1, z.strictObject(consent));

export const consentEvents = [ConsentGiven, ConsentWithdrawn] as const;

const ofContact = { learner: z.string().min(1), message: z.string().min(1) };

/** A message that counts for the cap has a place (`firm`), or waits for one. Stays here. */
export const ContactClaimed = defineEvent(
  'communications.ContactClaimed',
  1,
  z.strictObject({ ...ofContact, priority, firm: z.boolean(), until: z.iso.datetime().optional() }),
);

/** A message that counts for the cap is sent now. Stays here. */
export const ContactMade = defineEvent(
  'communications.ContactMade',
  1,
  z.strictObject({ ...ofContact, at: z.iso.datetime() }),
);

/** A message that was to count for the cap is not sent. Stays here. */
export const ContactReleased = defineEvent('communications.ContactReleased', 1, z.strictObject(ofContact));

export const contactEvents = [...consentEvents, ContactClaimed, ContactMade, ContactReleased] as const;
export type ContactEvent = EventOf<(typeof contactEvents)[number]>;

/**
 * Nothing goes to this address any more, whoever has it. Stream `address-<address>`. The address itself is only in
 * `people`: here it is a keyed digest.
 */
export const AddressSuppressed = defineEvent(
  'communications.AddressSuppressed',
  1,
  z.strictObject({
    address: z.string().min(1),
    learner: z.string().min(1),
    because: z.enum(['hard-bounce', 'complaint']),
    /** RFC 3463, such as 5.1.1, or the SMTP code. */
    status: z.string().max(40),
    message: z.string().min(1).optional(),
  }),
);

/** An operator says that the address works. */
export const SuppressionLifted = defineEvent(
  'communications.SuppressionLifted',
  1,
  z.strictObject({ address: z.string().min(1), learner: z.string().min(1), why: z.string().min(1).max(500) }),
);

export const addressEvents = [AddressSuppressed, SuppressionLifted] as const;
export type AddressEvent = EventOf<(typeof addressEvents)[number]>;

/** What was heard of a message after the channel took it, once each. Stream `after-<message>`. */
export const DeliveryReported = defineEvent(
  'communications.DeliveryReported',
  1,
  z.strictObject({
    ...ofMessage,
    report: z.enum(['delivered', 'delayed', 'bounced', 'complained']),
    status: z.string().max(40),
  }),
);

/** A link of the message was opened, counted once for each link and each of the two. */
export const MessageClicked = defineEvent(
  'communications.MessageClicked',
  1,
  z.strictObject({ ...ofMessage, link: z.string().min(1), by: z.enum(['person', 'scanner']), why: z.string().min(1) }),
);

/**
 * The person said why not yet, in one tap. Stream `answers-<message>`. It stays here: the fact that is told of it,
 * learning.FeedbackGiven, is what rules and questions read.
 */
export const ReasonGiven = defineEvent(
  'communications.ReasonGiven',
  1,
  z.strictObject({ ...ofMessage, answer: z.string().min(1).max(60) }),
);

export const afterSendEvents = [DeliveryReported, MessageClicked] as const;
export type AfterSendEvent = EventOf<(typeof afterSendEvents)[number]>;
