import { defineEvent, type EventOf } from '@laurel/kernel';
import { z } from 'zod';
import { partId, programmeId } from '../certification/programme-id.ts';
import { reason } from './engagement.events.ts';

const instant = z.iso.datetime();
const why = z.string().min(1).max(2_000);

/** One learner's way through a programme: stream `path-<programme>-<learner>`. */
const ofPath = {
  programme: programmeId,
  /** The version that the learner began, and stays on unless moved. */
  programmeVersion: z.int().positive(),
  learner: z.string().min(1),
};

/** Counts the completions of a path, from 1: towards which it is, or which it was. */
const number = z.int().positive();

/** What counts towards a requirement: the same key as long as it is the same fact, sign-off or certificate. */
const way = z.strictObject({ key: z.string().min(1), at: instant, because: reason });

/** What was done for one requirement, as the certificate will say it. */
export const evidence = z.strictObject({ requirement: partId, title: z.string().min(1), ...way.shape });
export type Evidence = z.output<typeof evidence>;

/** The first that counts towards the programme happened. */
export const PathBegun = defineEvent('certification.PathBegun', 1, z.strictObject({ ...ofPath, at: instant }));

/** The learner is on another version from now on. */
export const PathMoved = defineEvent(
  'certification.PathMoved',
  1,
  z.strictObject({ ...ofPath, from: z.int().positive(), why, by: z.string().min(1) }),
);

/** A person who may saw it done: a decision with a name. */
export const SignedOff = defineEvent(
  'certification.SignedOff',
  1,
  z.strictObject({
    ...ofPath,
    requirement: partId,
    /** Counts the sign-offs of this path, from 1. */
    signOff: z.int().positive(),
    /** Who watched and signs, by the id under which facts know them. */
    mentor: z.string().min(1),
    at: instant,
    /** Key that said so. */
    by: z.string().min(1),
  }),
);

/** The sign-off counts no longer. */
export const SignOffWithdrawn = defineEvent(
  'certification.SignOffWithdrawn',
  1,
  z.strictObject({ ...ofPath, requirement: partId, signOff: z.int().positive(), why, by: z.string().min(1) }),
);

/** A requirement is met, or met by something else than before. */
export const RequirementMet = defineEvent(
  'certification.RequirementMet',
  1,
  z.strictObject({ ...ofPath, number, ...evidence.shape }),
);

/** What met it counts no longer, and nothing else does. */
export const RequirementUnmet = defineEvent(
  'certification.RequirementUnmet',
  1,
  z.strictObject({ ...ofPath, number, requirement: partId, title: z.string().min(1), because: reason }),
);

/**
 * All that is asked was done: a certificate is due. Follows from facts and sign-offs alone. `after` says what becomes of the certificate before.
 */
export const PathCompleted = defineEvent(
  'certification.PathCompleted',
  1,
  z.strictObject({
    ...ofPath,
    number,
    /** UUID of the certificate that is due. */
    certificate: z.uuid(),
    level: partId.optional(),
    /** When the last of it happened. */
    at: instant,
    evidence: z.array(evidence).min(1),
    issuedAt: instant,
    expiresAt: instant.nullable(),
    /** When what is done counts towards the next; null: never. */
    renewableFrom: instant.nullable(),
    /** Until then the renewal path is enough. */
    graceUntil: instant.nullable(),
    after: z.strictObject({ certificate: z.uuid(), is: z.enum(['renewed', 'superseded']), why }).optional(),
  }),
);
export type CompletedPath = EventOf<typeof PathCompleted>['data'];

/** What was complete is so no longer: the certificate of that completion loses its force. */
export const PathReopened = defineEvent(
  'certification.PathReopened',
  1,
  z.strictObject({
    ...ofPath,
    number,
    certificate: z.uuid(),
    why,
    because: z.array(reason).min(1),
  }),
);

export const pathEvents = [
  PathBegun,
  PathMoved,
  SignedOff,
  SignOffWithdrawn,
  RequirementMet,
  RequirementUnmet,
  PathCompleted,
  PathReopened,
] as const;
export type PathEvent = EventOf<(typeof pathEvents)[number]>;

/** One certificate: stream `certificate-<certificate>`. */
const ofCertificate = { certificate: z.uuid(), ...ofPath, number };
export const ofCertificateSchema = z.strictObject(ofCertificate);
export type OfCertificate = z.output<typeof ofCertificateSchema>;

/** The learner has earned it. From here on it exists, whether it was signed and sent already or not. */
export const CertificateIssued = defineEvent(
  'certification.CertificateIssued',
  1,
  z.strictObject({
    ...ofCertificate,
    level: partId.optional(),
    issuedAt: instant,
    expiresAt: instant.nullable(),
    renewableFrom: instant.nullable(),
    evidence: z.array(evidence).min(1),
    /** The certificate before, what becomes of it and why. */
    after: z.strictObject({ certificate: z.uuid(), is: z.enum(['renewed', 'superseded']), why }).optional(),
  }),
);
export type IssuedCertificate = EventOf<typeof CertificateIssued>['data'];

/** Earned, and not issued: the one before was revoked by a person, and facts alone do not bring it back. */
export const CertificateWithheld = defineEvent(
  'certification.CertificateWithheld',
  1,
  z.strictObject({ ...ofCertificate, why }),
);

/** It has a place in the status lists, and the document that was kept is signed. */
export const CredentialSigned = defineEvent(
  'certification.CredentialSigned',
  1,
  z.strictObject({
    ...ofCertificate,
    list: z.string().min(1),
    index: z.int().nonnegative(),
    /** Public name of the key. */
    key: z.string().min(1),
    /** Of the document and of the JWT, in hex. */
    documentSha256: z.string().length(64),
    jwtSha256: z.string().length(64),
  }),
);

/** A channel took the mail that carries it. */
export const CertificateDelivered = defineEvent(
  'certification.CertificateDelivered',
  1,
  z.strictObject({ ...ofCertificate, message: z.string().min(1) }),
);

/** Its renewal window has opened. */
export const CertificateExpiring = defineEvent(
  'certification.CertificateExpiring',
  1,
  z.strictObject({ ...ofCertificate, expiresAt: instant }),
);

export const CertificateExpired = defineEvent(
  'certification.CertificateExpired',
  1,
  z.strictObject({ ...ofCertificate, expiresAt: instant }),
);

/** `by`: the key of who decided. */
export const CertificateSuspended = defineEvent(
  'certification.CertificateSuspended',
  1,
  z.strictObject({ ...ofCertificate, why, by: z.string().min(1) }),
);

export const CertificateReinstated = defineEvent(
  'certification.CertificateReinstated',
  1,
  z.strictObject({ ...ofCertificate, why, by: z.string().min(1) }),
);

/** The learner renewed it in time: this one stands until it expires. */
export const CertificateRenewed = defineEvent(
  'certification.CertificateRenewed',
  1,
  z.strictObject({ ...ofCertificate, next: z.uuid() }),
);

/** Another one says what this one says no longer rightly. */
export const CertificateSuperseded = defineEvent(
  'certification.CertificateSuperseded',
  1,
  z.strictObject({ ...ofCertificate, next: z.uuid(), why }),
);

/** It has lost its force for good. `by`: the key of who decided, or `facts`. */
export const CertificateRevoked = defineEvent(
  'certification.CertificateRevoked',
  1,
  z.strictObject({ ...ofCertificate, why, by: z.string().min(1) }),
);

export const certificateEvents = [
  CertificateIssued,
  CertificateWithheld,
  CredentialSigned,
  CertificateDelivered,
  CertificateExpiring,
  CertificateExpired,
  CertificateSuspended,
  CertificateReinstated,
  CertificateRenewed,
  CertificateSuperseded,
  CertificateRevoked,
] as const;
export type CertificateEvent = EventOf<(typeof certificateEvents)[number]>;

export const noticeKind = z.enum([
  'issued',
  'renewed',
  'replaced',
  'suspended',
  'reinstated',
  'expiring',
  'expired',
  'revoked',
]);
export type NoticeKind = z.infer<typeof noticeKind>;

/** The learner is to be told of a change, once: stream `firing-<firing>`, the id made of certificate and event. */
export const NoticeFellDue = defineEvent(
  'certification.NoticeFellDue',
  1,
  z.strictObject({ firing: z.string().min(1), ...ofCertificate, kind: noticeKind, why: why.optional() }),
);
export type NoticeDue = EventOf<typeof NoticeFellDue>['data'];

/** What certification decides about learners; all of it is relayed. */
export const certificationEvents = [...pathEvents, ...certificateEvents, NoticeFellDue] as const;
