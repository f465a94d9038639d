import { defineEvent, type EventOf } from '@laurel/kernel';
import { z } from 'zod';
import { dossier, endorses } from '../certification/endorsement-dossier.ts';

const instant = z.iso.datetime();
const sentence = z.string().min(1).max(2_000);

export const bodyId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,63}$/, { error: 'a body is named by small letters, digits and hyphens' });

/** Who signs: a DID, or an https address at which the keys can be found. */
export const signerId = z
  .string()
  .max(500)
  .regex(/^(did:(web|key):\S+|https:\/\/\S+)$/, { error: 'did:web:…, did:key:… or https://…' });

/** A professional body, or what is said of it anew: stream `body-<body>`. It stays here: about no learner. */
export const BodyRegistered = defineEvent(
  'certification.BodyRegistered',
  1,
  z.strictObject({
    body: bodyId,
    name: z.string().min(1).max(200),
    url: z.url({ protocol: /^https$/ }).optional(),
    signer: signerId,
    by: z.string().min(1),
  }),
);
export type RegisteredBody = EventOf<typeof BodyRegistered>['data'];

const ofEndorsement = { endorsement: z.uuid() };

/** A body is asked to endorse something: stream `endorsement-<endorsement>`, where its whole life is. */
export const EndorsementInvited = defineEvent(
  'certification.EndorsementInvited',
  1,
  z.strictObject({
    ...ofEndorsement,
    body: bodyId,
    endorses,
    /** The public address of what is endorsed, and what was said of it then. */
    subject: z.strictObject({
      id: z.url(),
      name: z.string(),
      description: z.string(),
      criteria: z.array(z.string()),
    }),
    dossier,
    invitedAt: instant,
    by: z.string().min(1),
  }),
);
export type InvitedEndorsement = EventOf<typeof EndorsementInvited>['data'];

/** A document came back, exactly as it was signed. It is never trusted for standing here: it is verified at each showing. */
export const EndorsementReceived = defineEvent(
  'certification.EndorsementReceived',
  1,
  z.strictObject({ ...ofEndorsement, document: z.string().min(1).max(1_000_000), receivedAt: instant }),
);

/** The document that came last was found good. */
export const EndorsementVerified = defineEvent(
  'certification.EndorsementVerified',
  1,
  z.strictObject({ ...ofEndorsement, signer: signerId, verifiedAt: instant }),
);

/** A document came back that is no good; what was good before stays. */
export const EndorsementRefused = defineEvent(
  'certification.EndorsementRefused',
  1,
  z.strictObject({ ...ofEndorsement, because: z.array(sentence).min(1), refusedAt: instant }),
);

/** The body's own status list says something else than at the last look. */
export const EndorsementStatusSeen = defineEvent(
  'certification.EndorsementStatusSeen',
  1,
  z.strictObject({ ...ofEndorsement, status: z.enum(['in-force', 'suspended', 'withdrawn']), seenAt: instant }),
);

/** It is asked for and shown no longer. */
export const EndorsementClosed = defineEvent(
  'certification.EndorsementClosed',
  1,
  z.strictObject({ ...ofEndorsement, why: sentence, by: z.string().min(1) }),
);

export const endorsementEvents = [
  EndorsementInvited,
  EndorsementReceived,
  EndorsementVerified,
  EndorsementRefused,
  EndorsementStatusSeen,
  EndorsementClosed,
] as const;
export type EndorsementEvent = EventOf<(typeof endorsementEvents)[number]>;

/**
 * A certificate has lost an endorsement: its body withdrew it. One for each certificate in force, stream
 * `endorsement-withdrawn-<endorsement>-<certificate>`; relayed, so that rules can use it.
 */
export const EndorsementWithdrawn = defineEvent(
  'certification.EndorsementWithdrawn',
  1,
  z.strictObject({
    ...ofEndorsement,
    body: bodyId,
    certificate: z.uuid(),
    programme: z.string().min(1),
    learner: z.string().min(1),
    seenAt: instant,
  }),
);

/** What a certificate shows to strangers, as its learner wants it: stream `sharing-<certificate>`. At first nothing. */
export const CertificateShared = defineEvent(
  'certification.CertificateShared',
  1,
  z.strictObject({ certificate: z.uuid(), learner: z.string().min(1), withName: z.boolean() }),
);

/** The learner took it back: strangers see nothing from now on. */
export const SharingEnded = defineEvent(
  'certification.SharingEnded',
  1,
  z.strictObject({ certificate: z.uuid(), learner: z.string().min(1) }),
);
