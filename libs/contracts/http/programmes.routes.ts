import { z } from 'zod';
import { programmeDefinition } from '../certification/programme-definition.ts';
import { partId, programmeId } from '../certification/programme-id.ts';
import { reason } from '../decisions/engagement.events.ts';
import { json, no } from './answers.ts';
import { defineRoute } from './route.ts';

const instant = z.iso.datetime({ offset: true });
const people = z.int().nonnegative();
const why = z.string().min(1).max(500);

export const newProgramme = z.strictObject({ id: programmeId, definition: programmeDefinition });
export const programmeChange = z.strictObject({ definition: programmeDefinition });
export const programmeVersionOrder = z.strictObject({ version: z.int().positive() });
export const programmeWhy = z.strictObject({ why });

export const reviewView = z.object({
  review: z.uuid(),
  is: z.enum(['running', 'ended']),
  orderedAt: instant,
  people: people.describe('Who may have done something that counts, when it was ordered'),
  looked: people,
  completed: people.describe('Whose path it found complete'),
});
export type ReviewView = z.infer<typeof reviewView>;
export const reviewList = z.object({ reviews: z.array(reviewView) });

export const programmeSummary = z.object({
  id: z.string(),
  title: z.string(),
  is: z.enum(['open', 'archived']),
  version: z.int().describe('The newest'),
  published: z.int().nullable().describe('The version that new paths begin with; null: none yet'),
});
export type ProgrammeSummary = z.infer<typeof programmeSummary>;
export const programmeList = z.object({ programmes: z.array(programmeSummary) });

const certificates = z
  .object({
    ...{ valid: people, renewed: people, suspended: people, expired: people, superseded: people, revoked: people },
  })
  .describe('How many certificates have each status');

export const programmeView = programmeSummary.extend({
  definition: programmeDefinition.describe('Of the newest version'),
  criteria: z.array(z.string()).describe('What is asked, in words, as certificates will say it'),
  paths: z.object({ begun: people, complete: people }),
  certificates,
  history: z.array(z.object({ at: instant, what: z.string(), version: z.int().nullable(), by: z.string().nullable() })),
});
export type ProgrammeView = z.infer<typeof programmeView>;

const requirementView = z.object({
  requirement: z.string(),
  title: z.string(),
  phrase: z.string().describe('What has to be done'),
  is: z.enum(['met', 'open', 'waiting']).describe('waiting: another comes first'),
  counts: z.boolean().describe('More may be met than is needed'),
  at: instant.nullable(),
  because: reason,
});

export const pathView = z.object({
  programme: z.string(),
  title: z.string(),
  learner: z.string(),
  asOf: instant,
  version: z.int().nullable().describe('The version begun; null: nothing counts so far, and this is the published one'),
  is: z.enum(['not-begun', 'under-way', 'complete', 'renewing', 'lapsed']),
  certificate: z
    .object({ certificate: z.uuid(), number: z.int(), level: z.string().nullable(), expiresAt: instant.nullable() })
    .nullable()
    .describe('Of the completion that stands'),
  towards: z.enum(['first', 'renewal', 'level']).describe('What is left, next and by belong to'),
  requirements: z.array(requirementView),
  done: z.array(z.string()).describe('Requirements that count'),
  left: z.array(z.string()),
  next: z.array(z.string()).describe('What may be done now'),
  by: instant.nullable().describe('Until when, for what is done to count'),
  signOffs: z.array(z.object({ signOff: z.int(), requirement: z.string(), mentor: z.string(), at: instant })),
});
export type PathView = z.infer<typeof pathView>;
export const pathViews = z.object({ learner: z.string(), paths: z.array(pathView) });

export const pathsQuery = z.strictObject({
  after: z.string().max(512).default(''),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export const pathList = z.object({
  paths: z.array(
    z.object({
      ...{ learner: z.string(), version: z.int(), completions: z.int(), isComplete: z.boolean(), begunAt: instant },
    }),
  ),
  next: z.string().nullable().describe('Pass it as `after` for the next page; null on the last'),
});
export type PathListView = z.infer<typeof pathList>;

export const signOffOrder = z.strictObject({
  requirement: partId,
  mentor: z.string().min(1).max(256).describe('Who watched and signs'),
  at: instant.optional().describe('When it was seen; default now'),
});
export const moveOrder = z.strictObject({ version: z.int().positive(), why });

const tag = 'programmes';
const scope = 'certify';
const params = z.object({ id: z.string() });
const ofPath = z.object({ id: z.string(), learner: z.string().min(1).max(512) });
const answered = { description: 'The programme as it is now', content: json(programmeView) };
const path = { description: 'The path as it is now', content: json(pathView) };
const missing = no('No programme has that id');
const wrong = no('Something in it is wrong; the answer says where');
const refused = no('It makes no sense in this state; the answer says why');

export const listProgrammes = defineRoute({
  ...{ name: 'listProgrammes', method: 'get', path: '/v1/programmes', tag, scope, summary: 'All programmes' },
  answers: { 200: { description: 'Newest first', content: json(programmeList) } },
});
export const draftProgramme = defineRoute({
  ...{ name: 'draftProgramme', method: 'post', path: '/v1/programmes', tag, scope, summary: 'Write a programme down' },
  body: json(newProgramme),
  answers: { 201: answered, 400: wrong, 409: no('A programme of that id is there already') },
});
export const getProgramme = defineRoute({
  ...{ name: 'getProgramme', method: 'get', path: '/v1/programmes/{id}', tag, scope, summary: 'One programme' },
  params,
  answers: { 200: answered, 404: missing },
});
export const changeProgramme = defineRoute({
  ...{ name: 'changeProgramme', method: 'put', path: '/v1/programmes/{id}', tag, scope },
  summary: 'Change it: a new version, which nobody begins before it is published',
  params,
  body: json(programmeChange),
  answers: { 200: answered, 400: wrong, 404: missing, 409: refused },
});
export const archiveProgramme = defineRoute({
  ...{ name: 'archiveProgramme', method: 'delete', path: '/v1/programmes/{id}', tag, scope },
  summary: 'Archive it: nobody begins or completes it any more, and all that was issued stays',
  params,
  body: json(programmeWhy),
  answers: { 200: answered, 400: wrong, 404: missing, 409: refused },
});
export const publishProgramme = defineRoute({
  ...{ name: 'publishProgramme', method: 'post', path: '/v1/programmes/{id}/publish', tag, scope },
  summary: 'Let new paths begin with this version, and look at everybody who may have done it already',
  params,
  body: json(programmeVersionOrder),
  answers: { 200: answered, 400: wrong, 404: missing, 409: refused },
});
export const reopenProgramme = defineRoute({
  ...{ name: 'reopenProgramme', method: 'post', path: '/v1/programmes/{id}/reopen', tag, scope },
  summary: 'Take it out of the archive',
  params,
  answers: { 200: answered, 404: missing },
});
export const orderReview = defineRoute({
  ...{ name: 'orderReview', method: 'post', path: '/v1/programmes/{id}/reviews', tag, scope },
  summary: 'Look at everybody again, and issue in bulk what is due',
  params,
  answers: { 202: { description: 'Its progress', content: json(reviewList) }, 404: missing, 409: refused },
});
export const listReviews = defineRoute({
  ...{ name: 'listReviews', method: 'get', path: '/v1/programmes/{id}/reviews', tag, scope },
  summary: 'Looks at everybody, and how far they are',
  params,
  answers: { 200: { description: 'Newest first', content: json(reviewList) }, 404: missing },
});
export const listPaths = defineRoute({
  ...{ name: 'listPaths', method: 'get', path: '/v1/programmes/{id}/paths', tag, scope },
  summary: 'Who has begun it',
  params,
  query: pathsQuery,
  answers: { 200: { description: 'By learner', content: json(pathList) }, 400: wrong, 404: missing },
});
export const getPath = defineRoute({
  ...{ name: 'getPath', method: 'get', path: '/v1/programmes/{id}/paths/{learner}', tag, scope },
  summary: "A learner's way through it: what is done, left and next, by when, and which facts say so",
  params: ofPath,
  answers: { 200: path, 404: missing },
});
export const movePath = defineRoute({
  ...{ name: 'movePath', method: 'post', path: '/v1/programmes/{id}/paths/{learner}/move', tag, scope },
  summary: 'Let the learner go on by another version; what is complete stays complete',
  params: ofPath,
  body: json(moveOrder),
  answers: { 200: path, 400: wrong, 404: missing, 409: refused },
});
export const signOffPath = defineRoute({
  ...{ name: 'signOffPath', method: 'post', path: '/v1/programmes/{id}/paths/{learner}/sign-offs', tag },
  ...{ scope: 'sign-off', summary: 'Sign off what a named person saw' },
  params: ofPath,
  body: json(signOffOrder),
  answers: { 200: path, 400: wrong, 404: missing, 409: refused },
});
export const withdrawSignOff = defineRoute({
  ...{ name: 'withdrawSignOff', method: 'post', tag, scope: 'sign-off', summary: 'Take a sign-off back' },
  path: '/v1/programmes/{id}/paths/{learner}/sign-offs/{signOff}/withdraw',
  params: ofPath.extend({ signOff: z.string() }),
  body: json(programmeWhy),
  answers: { 200: path, 400: wrong, 404: missing, 409: refused },
});
export const listPathsOfLearner = defineRoute({
  ...{ name: 'listPathsOfLearner', method: 'get', path: '/v1/learners/{id}/paths', tag, scope: 'ask' },
  summary: 'Every programme that a learner has begun',
  params: z.object({ id: z.string().min(1).max(512) }),
  answers: { 200: { description: 'By programme', content: json(pathViews) } },
});

export const programmesRoutes = [
  listProgrammes,
  draftProgramme,
  getProgramme,
  changeProgramme,
  archiveProgramme,
  publishProgramme,
  reopenProgramme,
  orderReview,
  listReviews,
  listPaths,
  getPath,
  movePath,
  signOffPath,
  withdrawSignOff,
  listPathsOfLearner,
] as const;
