import { z } from 'zod';
import { endorsementInvitation, endorses, givenDossier } from '../certification/endorsement-dossier.ts';
import { bodyId, signerId } from '../decisions/endorsements.events.ts';
import { json, no } from './answers.ts';
import { defineRoute } from './route.ts';

const instant = z.iso.datetime();

export const bodyDraft = z.strictObject({
  id: bodyId,
  name: z.string().min(1).max(200),
  url: z.url({ protocol: /^https$/ }).optional(),
  signer: signerId.describe('Who signs: did:web:…, did:key:… or an https address at which the keys are found'),
});

export const bodyView = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string().nullable(),
  signer: z.string(),
  earlierSigners: z.array(z.string()).describe('What was signed under these is still taken as of this body'),
});
export type BodyView = z.infer<typeof bodyView>;

export const invitationDraft = z.strictObject({ body: bodyId, endorses, dossier: givenDossier.prefault({}) });
export type InvitationDraft = z.output<typeof invitationDraft>;

export const endorsementVerdict = z.enum([
  'valid',
  'not-yet-valid',
  'expired',
  'suspended',
  'withdrawn',
  'invalid',
  'forged',
  'unknown',
]);

/** What an endorsement is worth at the time of asking. The document is verified anew each time; no verdict is kept. */
export const shownEndorsement = z.object({
  endorsement: z.string().nullable().describe('null: it came inside the credential'),
  body: z.object({ name: z.string(), url: z.string().nullable(), signer: z.string() }),
  about: z.object({ id: z.string(), name: z.string().nullable() }),
  verdict: endorsementVerdict,
  stands: z.boolean().describe('It is valid, and every condition is known to hold'),
  because: z.array(z.string()).describe('What was found beside a good signature, one sentence each'),
  comment: z.string().nullable().describe("The body's own words; worth something only where it stands"),
  conditions: z.array(
    z.object({ says: z.string(), holds: z.boolean().nullable().describe('null: it cannot be told now') }),
  ),
  validFrom: instant.nullable(),
  validUntil: instant.nullable(),
  statusSince: instant.nullable().describe('When it was first seen to be withdrawn or suspended'),
  lookedAt: instant.nullable().describe("When the body's own addresses were last asked on schedule"),
  unreachableSince: instant.nullable().describe('Since when they cannot be asked'),
  document: z.string().nullable().describe('Address of the signed document, to verify it elsewhere'),
});
export type ShownEndorsement = z.infer<typeof shownEndorsement>;

export const endorsementView = z.object({
  id: z.string(),
  body: z.string(),
  endorses,
  invitedAt: instant,
  receivedAt: instant.nullable(),
  verifiedAt: instant.nullable(),
  closed: z.boolean(),
  shown: shownEndorsement.nullable().describe('null: no document came yet'),
});
export type EndorsementView = z.infer<typeof endorsementView>;

export const endorsementHistory = z.object({
  decisions: z
    .array(z.object({ at: instant, what: z.string(), because: z.array(z.string()) }))
    .describe('Newest first'),
});
export type EndorsementHistory = z.infer<typeof endorsementHistory>;

export const closing = z.strictObject({ why: z.string().min(1).max(2_000) });

export const receivedVerdict = z.object({
  taken: z.boolean().describe('It is shown from now on, or as soon as what could not be looked at can be'),
  verdict: endorsementVerdict,
  because: z.array(z.string()),
});
export type ReceivedVerdict = z.infer<typeof receivedVerdict>;

const tag = 'endorsements';
const scope = 'engage';
const ofEndorsement = z.object({ id: z.string() });
const missing = no('There is no endorsement with this id');

export const listBodies = defineRoute({
  name: 'listBodies',
  method: 'get',
  path: '/v1/bodies',
  tag,
  summary: 'The professional bodies that may endorse',
  scope,
  answers: { 200: { description: 'All of them', content: json(z.object({ bodies: z.array(bodyView) })) } },
});

export const registerBody = defineRoute({
  name: 'registerBody',
  method: 'post',
  path: '/v1/bodies',
  tag,
  summary: 'Say who a body is and by which id it signs; again for a new key',
  scope,
  body: json(bodyDraft),
  answers: {
    200: { description: 'The body', content: json(bodyView) },
    409: no('The id belongs to the issuer of the certificates: a body signs with a key of its own'),
  },
});

export const listEndorsements = defineRoute({
  name: 'listEndorsements',
  method: 'get',
  path: '/v1/endorsements',
  tag,
  summary: 'Every endorsement that was asked for, verified at this moment',
  scope,
  answers: {
    200: { description: 'Newest first', content: json(z.object({ endorsements: z.array(endorsementView) })) },
  },
});

export const inviteBody = defineRoute({
  name: 'inviteBody',
  method: 'post',
  path: '/v1/endorsements',
  tag,
  summary: 'Ask a body to endorse the issuer, a programme or one certificate',
  scope,
  body: json(invitationDraft),
  answers: {
    201: { description: 'The invitation', content: json(endorsementView) },
    404: no('There is no such body, programme or certificate'),
  },
});

export const getEndorsement = defineRoute({
  name: 'getEndorsement',
  method: 'get',
  path: '/v1/endorsements/{id}',
  tag,
  summary: 'One endorsement, verified at this moment',
  scope,
  params: ofEndorsement,
  answers: { 200: { description: 'The endorsement', content: json(endorsementView) }, 404: missing },
});

export const getInvitation = defineRoute({
  name: 'getInvitation',
  method: 'get',
  path: '/v1/endorsements/{id}/invitation',
  tag,
  summary: 'The file that the body signs from: what is endorsed, and the dossier',
  scope,
  params: ofEndorsement,
  answers: { 200: { description: 'The invitation', content: json(endorsementInvitation) }, 404: missing },
});

export const getEndorsementHistory = defineRoute({
  name: 'getEndorsementHistory',
  method: 'get',
  path: '/v1/endorsements/{id}/history',
  tag,
  summary: 'What was decided about an endorsement, and when',
  scope,
  params: ofEndorsement,
  answers: { 200: { description: 'Every decision', content: json(endorsementHistory) }, 404: missing },
});

export const lookAtEndorsement = defineRoute({
  name: 'lookAtEndorsement',
  method: 'post',
  path: '/v1/endorsements/{id}/look',
  tag,
  summary: "Ask the body's own addresses now, not only on schedule",
  scope,
  params: ofEndorsement,
  answers: { 200: { description: 'As it is seen now', content: json(endorsementView) }, 404: missing },
});

export const closeEndorsement = defineRoute({
  name: 'closeEndorsement',
  method: 'post',
  path: '/v1/endorsements/{id}/close',
  tag,
  summary: 'Ask for it, and show it, no longer',
  scope,
  params: ofEndorsement,
  body: json(closing),
  answers: { 200: { description: 'The endorsement', content: json(endorsementView) }, 404: missing },
});

export const sendEndorsement = defineRoute({
  name: 'sendEndorsement',
  method: 'post',
  path: '/endorsements/{id}',
  tag,
  summary: 'Send back a signed endorsement',
  description: 'Needs no key: only what the body itself signed is taken, whoever brings it.',
  scope: 'public',
  params: ofEndorsement,
  body: { 'application/vc': z.string(), 'application/json': z.looseObject({}), 'application/vc+jwt': z.string() },
  answers: {
    200: { description: 'What it was found to be', content: json(receivedVerdict) },
    404: missing,
    409: no('It is asked for no longer, or too much was refused'),
    413: no('It is larger than a megabyte'),
  },
});

export const readEndorsement = defineRoute({
  name: 'readEndorsement',
  method: 'get',
  path: '/endorsements/{id}',
  tag,
  summary: 'The signed document of an endorsement, to verify it elsewhere',
  description: 'Of one certificate only as long as its learner shows that.',
  scope: 'public',
  params: ofEndorsement,
  answers: { 200: { description: 'As the body signed it', content: { 'application/vc': z.string() } }, 404: missing },
});

export const endorsementsRoutes = [
  listBodies,
  registerBody,
  listEndorsements,
  inviteBody,
  getEndorsement,
  getInvitation,
  getEndorsementHistory,
  lookAtEndorsement,
  closeEndorsement,
  sendEndorsement,
  readEndorsement,
] as const;
