import { z } from 'zod';
import { json, no } from './answers.ts';
import { shownEndorsement } from './endorsements.routes.ts';
import { defineRoute } from './route.ts';

const instant = z.iso.datetime();

export const certificateVerdict = z.enum([
  'valid',
  'not-yet-valid',
  'expired',
  'suspended',
  'revoked',
  'invalid',
  'unreadable',
  'unchecked',
]);

export const verificationReport = z.object({
  verdict: certificateVerdict.describe('valid only where everything was looked at and found good'),
  says: z.string().describe('The verdict in one sentence'),
  checkedAt: instant,
  checks: z.array(
    z.object({
      of: z.enum(['form', 'signature', 'issuer', 'dates', 'status']),
      result: z.enum(['passed', 'failed', 'unchecked']),
      says: z.string(),
    }),
  ),
  credential: z
    .object({
      id: z.string().nullable(),
      kind: z.enum(['achievement', 'endorsement', 'other']),
      issuer: z.object({ id: z.string(), name: z.string().nullable() }),
      subject: z.object({ id: z.string().nullable(), name: z.string().nullable() }),
      validFrom: instant.nullable(),
      validUntil: instant.nullable(),
      criteria: z.string().nullable().describe('What had to be done, as it was signed'),
      evidence: z.array(z.string()).describe('What was done, as it was signed'),
    })
    .nullable()
    .describe('What it says; nothing of it is true unless the verdict is valid'),
  certificate: z
    .object({
      holder: z.string().nullable().describe('null: the learner does not show the name'),
      state: z.string(),
      why: z.string().nullable(),
      supersededBy: z.string().nullable().describe('Where the certificate that took its place is checked'),
    })
    .nullable()
    .describe('What this house knows of a certificate of its own, beside what is signed'),
  endorsements: z.array(shownEndorsement).describe('One by one, each with a verdict of its own'),
});
export type VerificationReport = z.infer<typeof verificationReport>;

export const verifyRequest = z.strictObject({
  url: z.url().max(2_000).describe('https, on the public internet: of a credential or a baked picture'),
});

export const sharingDraft = z.strictObject({ withName: z.boolean().default(false) });
export const sharingView = z.object({
  certificate: z.string(),
  isPublic: z.boolean(),
  withName: z.boolean(),
  verifyUrl: z.string().describe('Shows something only while it is public'),
  documentUrl: z.string().describe('The signed credential: for wallets'),
  linkedInUrl: z.string().nullable().describe('Adds it to a profile; null while nothing is public'),
  mailSignature: z.string().nullable().describe('HTML for the end of a mail; null while nothing is public'),
});
export type SharingView = z.infer<typeof sharingView>;

const tag = 'verification';
const ofCertificate = z.object({ id: z.string() });
const report = {
  200: { description: 'What was found', content: { ...json(verificationReport), 'text/html': z.string() } },
};
const missing = no('There is no such certificate, or its learner does not show it');

export const verifyCertificate = defineRoute({
  name: 'verifyCertificate',
  method: 'get',
  path: '/verify/{id}',
  tag,
  summary: 'Check a certificate that its learner shows: a page, or JSON by Accept',
  scope: 'public',
  params: ofCertificate,
  answers: { ...report, 404: missing },
});

export const verifyAny = defineRoute({
  name: 'verifyAny',
  method: 'post',
  path: '/verify',
  tag,
  summary: "Check a credential of anybody's: a file, an address or a baked picture",
  description: 'JSON-LD or JWT, PNG or SVG with a credential in it, `{ "url": … }`, or a form with `file` or `url`.',
  scope: 'public',
  body: {
    'application/vc': z.string(),
    'application/vc+jwt': z.string(),
    'application/json': verifyRequest.or(z.looseObject({})),
    'image/png': z.string().meta({ format: 'binary' }),
    'image/svg+xml': z.string(),
    'text/plain': z.string(),
    'multipart/form-data': z.object({ file: z.string().meta({ format: 'binary' }), url: z.string() }).partial(),
  },
  answers: { ...report, 413: no('It is larger than 5 megabytes') },
});

export const getSharing = defineRoute({
  name: 'getSharing',
  method: 'get',
  path: '/v1/certificates/{id}/sharing',
  tag,
  summary: 'What strangers see of a certificate; at first nothing',
  scope: 'people',
  params: ofCertificate,
  answers: {
    200: { description: 'What they see', content: json(sharingView) },
    404: no('There is no such certificate'),
  },
});

export const shareCertificate = defineRoute({
  name: 'shareCertificate',
  method: 'put',
  path: '/v1/certificates/{id}/sharing',
  tag,
  summary: "Show a certificate to strangers, by its learner's wish",
  scope: 'people',
  params: ofCertificate,
  body: json(sharingDraft),
  answers: {
    200: { description: 'What they see', content: json(sharingView) },
    404: no('There is no such certificate'),
  },
});

export const stopSharing = defineRoute({
  name: 'stopSharing',
  method: 'delete',
  path: '/v1/certificates/{id}/sharing',
  tag,
  summary: 'Take it back: strangers see nothing from now on',
  scope: 'people',
  params: ofCertificate,
  answers: {
    200: { description: 'What they see', content: json(sharingView) },
    404: no('There is no such certificate'),
  },
});

const signed = (description: string) => ({ description, content: { 'application/json': z.looseObject({}) } });
const nothing = no('There is nothing of this name');

export const getIssuer = defineRoute({
  name: 'getIssuer',
  method: 'get',
  path: '/issuer',
  tag,
  summary: 'Who issues the certificates, with the keys that sign them',
  scope: 'public',
  answers: { 200: signed('Profile of the issuer'), 404: nothing },
});

export const getDidDocument = defineRoute({
  name: 'getDidDocument',
  method: 'get',
  path: '/.well-known/did.json',
  tag,
  summary: 'The issuer as did:web',
  scope: 'public',
  answers: { 200: signed('DID document'), 404: nothing },
});

export const getJwks = defineRoute({
  name: 'getJwks',
  method: 'get',
  path: '/.well-known/jwks.json',
  tag,
  summary: 'The public keys as a JWK set',
  scope: 'public',
  answers: { 200: signed('Keys, the retired ones too'), 404: nothing },
});

export const getAchievement = defineRoute({
  name: 'getAchievement',
  method: 'get',
  path: '/programmes/{id}/{version}',
  tag,
  summary: 'What a version of a programme asks and gives',
  scope: 'public',
  params: z.object({ id: z.string(), version: z.coerce.number().int().positive() }),
  answers: { 200: signed('Open Badges achievement'), 404: nothing },
});

export const getStatusList = defineRoute({
  name: 'getStatusList',
  method: 'get',
  path: '/status/{list}/{purpose}',
  tag,
  summary: 'A signed list that says which certificates have lost their force',
  scope: 'public',
  params: z.object({ list: z.string(), purpose: z.enum(['revocation', 'suspension']) }),
  answers: { 200: signed('Bitstring status list credential; may be kept as long as Cache-Control says'), 404: nothing },
});

export const getCertificateDocument = defineRoute({
  name: 'getCertificateDocument',
  method: 'get',
  path: '/certificates/{id}',
  tag,
  summary: 'The signed credential, while its learner shows it: JSON-LD, or a JWT by Accept',
  scope: 'public',
  params: ofCertificate,
  answers: { 200: signed('The credential'), 404: missing },
});

export const verifyRoutes = [
  verifyCertificate,
  verifyAny,
  getSharing,
  shareCertificate,
  stopSharing,
  getIssuer,
  getDidDocument,
  getJwks,
  getAchievement,
  getStatusList,
  getCertificateDocument,
] as const;
