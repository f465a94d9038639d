import { z } from 'zod';
import { evidence } from '../decisions/certification.events.ts';
import { json, no } from './answers.ts';
import { defineRoute } from './route.ts';

const instant = z.iso.datetime({ offset: true });

export const certificateStatus = z
  .enum(['valid', 'renewed', 'suspended', 'expired', 'superseded', 'revoked'])
  .describe('renewed: in force until it expires, and another follows');

export const certificateSummary = z.object({
  certificate: z.uuid(),
  programme: z.string(),
  programmeVersion: z.int(),
  learner: z.string(),
  number: z.int().describe('Counts the completions of this path'),
  level: z.string().nullable(),
  status: certificateStatus,
  why: z.string().nullable().describe('Why it is, or was, suspended, superseded or revoked'),
  issuedAt: instant,
  expiresAt: instant.nullable().describe('null: it does not expire'),
  signedAt: instant.nullable().describe('null: not yet; without an address of its owner it cannot be'),
  deliveredAt: instant.nullable(),
  next: z.uuid().nullable().describe('The one that follows it'),
});
export type CertificateSummary = z.infer<typeof certificateSummary>;

export const certificatesQuery = z.strictObject({
  programme: z.string().max(64).optional(),
  learner: z.string().max(512).optional(),
  status: certificateStatus.optional(),
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export const certificateListView = z.object({
  certificates: z.array(certificateSummary).describe('In the order in which they were decided on'),
  next: z.uuid().nullable().describe('Pass it as `after` for the next page; null on the last'),
});
export type CertificateListView = z.infer<typeof certificateListView>;

export const certificateView = certificateSummary.extend({
  title: z.string(),
  criteria: z.array(z.string()).describe('What was asked, as it was'),
  evidence: z.array(evidence),
  history: z.array(
    z.object({
      ...{ at: instant, what: z.string(), why: z.string().nullable(), by: z.string().nullable() },
    }),
  ),
});
export type CertificateView = z.infer<typeof certificateView>;

export const certificateWhy = z.strictObject({ why: z.string().min(1).max(500) });

const tag = 'certificates';
const scope = 'certify';
const params = z.object({ id: z.string() });
const answered = { description: 'The certificate as it is now', content: json(certificateView) };
const missing = no('No certificate has that id');

export const listCertificates = defineRoute({
  ...{ name: 'listCertificates', method: 'get', path: '/v1/certificates', tag, scope, summary: 'Certificates' },
  query: certificatesQuery,
  answers: {
    200: { description: 'One page', content: json(certificateListView) },
    400: no('The query makes no sense'),
  },
});
export const getCertificate = defineRoute({
  ...{ name: 'getCertificate', method: 'get', path: '/v1/certificates/{id}', tag, scope },
  summary: 'One certificate, what it says, and all that became of it',
  params,
  answers: { 200: answered, 404: missing },
});
export const getCredential = defineRoute({
  ...{ name: 'getCredential', method: 'get', path: '/v1/certificates/{id}/credential', tag, scope },
  summary: 'The signed file itself, byte for byte',
  params,
  answers: {
    200: {
      description: 'An Open Badges 3.0 credential',
      content: { 'application/vc+json': z.record(z.string(), z.unknown()) },
    },
    404: no('No certificate has that id, or it is not signed yet'),
  },
});

const order = <const N extends string>(name: N, act: string, summary: string) =>
  defineRoute({
    ...{ name, method: 'post', path: `/v1/certificates/{id}/${act}`, tag, scope, summary, params },
    body: json(certificateWhy),
    answers: {
      ...{ 200: answered, 400: no('Say why'), 404: missing },
      409: no('It makes no sense in this state; the answer says why'),
    },
  });
export const suspendCertificate = order('suspendCertificate', 'suspend', 'Suspend it, until it is reinstated');
export const reinstateCertificate = order('reinstateCertificate', 'reinstate', 'Lift a suspension');
export const revokeCertificate = order('revokeCertificate', 'revoke', 'Revoke it for good');

export const certificatesRoutes = [
  listCertificates,
  getCertificate,
  getCredential,
  suspendCertificate,
  reinstateCertificate,
  revokeCertificate,
] as const;
