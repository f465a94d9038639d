import { z } from 'zod';
import { segmentId } from '../criteria/learner-leaves.ts';
import { givenPopulation, population } from '../criteria/population.ts';
import { reason } from '../decisions/engagement.events.ts';
import { segmentTitle } from '../decisions/segments.events.ts';
import { json, no } from './answers.ts';
import { defineRoute } from './route.ts';

const instant = z.iso.datetime({ offset: true });

const draft = {
  title: segmentTitle,
  population: givenPopulation.describe(
    'Who belongs to it, in the language of rules. Another segment is named by its id, and stays at its version of now',
  ),
  keeps: z
    .enum(['live', 'fixed'])
    .default('live')
    .describe(
      'live: whoever belongs to it when it is looked at; fixed: the people who belonged to it at `asOf`, for good',
    ),
  asOf: instant.optional().describe('Of a fixed one, not in the future; default now'),
};

const onlyFixed = ({ keeps, asOf }: { keeps: string; asOf?: string | undefined }): boolean =>
  keeps === 'fixed' || asOf === undefined;
const ONLY_FIXED = { error: 'a live segment is looked at when it is asked for', path: ['asOf'] };

export const segmentDraft = z.strictObject({ id: segmentId, ...draft }).refine(onlyFixed, ONLY_FIXED);
export type SegmentDraft = z.output<typeof segmentDraft>;
export const segmentChange = z.strictObject(draft).refine(onlyFixed, ONLY_FIXED);

export const segmentView = z.object({
  id: z.string(),
  version: z.int().positive().describe('Another one for each change; what names a version keeps it'),
  title: z.string(),
  sentence: z.string().describe('Who belongs to it, in words'),
  keeps: z.enum(['live', 'fixed']),
  asOf: instant.nullable().describe('Of a fixed one'),
  population,
  archived: z.boolean(),
  definedAt: instant,
  by: z.string().nullable().describe('The key that wrote this version'),
});
export type SegmentView = z.infer<typeof segmentView>;

export const segmentList = z.object({ segments: z.array(segmentView).describe('By id, each in its newest version') });

export const segmentHistory = z.object({
  decisions: z
    .array(
      z.object({
        at: instant,
        by: z.string().nullable(),
        what: z.enum(['defined', 'archived']),
        version: z.int().nullable(),
        title: z.string().nullable(),
        sentence: z.string().nullable(),
      }),
    )
    .describe('Newest first'),
});
export type SegmentHistory = z.infer<typeof segmentHistory>;

export const segmentCount = z.object({
  at: instant,
  enrolments: z.int().nullable().describe('null where it is about people, or fixed'),
  learners: z.int().describe('Different people'),
});
export type SegmentCount = z.infer<typeof segmentCount>;

const member = z.object({
  learner: z.string().describe('The id that the source gave, no name'),
  enrolment: z
    .object({ course: z.string(), run: z.string(), registration: z.string(), round: z.int() })
    .nullable()
    .describe('null where the segment is about people, or fixed'),
});

export const segmentMembers = z.object({
  at: instant,
  members: z.array(member).describe('By course, run and learner'),
  next: z.string().nullable().describe('Give it as `after` for the next page; null at the end'),
});
export type SegmentMembers = z.infer<typeof segmentMembers>;

export const segmentMembership = z.object({
  at: instant,
  belongs: z.boolean(),
  because: z.array(reason).describe('Why, or why not, with the facts behind it'),
  otherwise: z.array(z.string()).describe('What would make it otherwise'),
});
export type SegmentMembership = z.infer<typeof segmentMembership>;

const version = z.coerce.number().int().positive().optional().describe('Default the newest');
export const segmentVersion = z.strictObject({ version });
export const segmentAt = z.strictObject({
  version,
  at: instant.optional().describe('As known at that time; default now'),
});
export const segmentPage = z.strictObject({
  ...segmentAt.shape,
  after: z.string().max(4000).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
export type SegmentPage = z.output<typeof segmentPage>;

const tag = 'segments';
const scope = 'engage';
const ofSegment = z.object({ id: z.string() });
const missing = no('No segment has that id and version');

export const listSegments = defineRoute({
  name: 'listSegments',
  method: 'get',
  path: '/v1/segments',
  tag,
  summary: 'The segments that are in use, each as a sentence',
  scope,
  answers: { 200: { description: 'All of them', content: json(segmentList) } },
});

export const defineSegment = defineRoute({
  name: 'defineSegment',
  method: 'post',
  path: '/v1/segments',
  tag,
  summary: 'Save a question about people as a segment',
  scope,
  body: json(segmentDraft),
  answers: {
    201: { description: 'The segment', content: json(segmentView) },
    400: no('An event, field, segment or funnel in it is not known; the answer says where'),
    409: no('There is a segment with this id'),
  },
});

export const getSegment = defineRoute({
  name: 'getSegment',
  method: 'get',
  path: '/v1/segments/{id}',
  tag,
  summary: 'One segment, in its newest version or another',
  scope,
  params: ofSegment,
  query: segmentVersion,
  answers: { 200: { description: 'The segment', content: json(segmentView) }, 404: missing },
});

export const changeSegment = defineRoute({
  name: 'changeSegment',
  method: 'put',
  path: '/v1/segments/{id}',
  tag,
  summary: 'Write the next version of a segment; whatever names an earlier one keeps that',
  scope,
  params: ofSegment,
  body: json(segmentChange),
  answers: {
    200: { description: 'The segment as it is now', content: json(segmentView) },
    400: no('An event, field, segment or funnel in it is not known; the answer says where'),
    404: missing,
    409: no('It is archived'),
  },
});

export const archiveSegment = defineRoute({
  name: 'archiveSegment',
  method: 'post',
  path: '/v1/segments/{id}/archive',
  tag,
  summary: 'Take a segment out of use; what names a version of it goes on',
  scope,
  params: ofSegment,
  answers: { 200: { description: 'The segment', content: json(segmentView) }, 404: missing },
});

export const readSegmentHistory = defineRoute({
  name: 'readSegmentHistory',
  method: 'get',
  path: '/v1/segments/{id}/history',
  tag,
  summary: 'Who wrote which version of a segment, and when',
  scope,
  params: ofSegment,
  answers: { 200: { description: 'Every decision', content: json(segmentHistory) }, 404: missing },
});

export const countSegment = defineRoute({
  name: 'countSegment',
  method: 'get',
  path: '/v1/segments/{id}/size',
  tag,
  summary: 'How many belong to a segment, now or at an earlier time',
  scope,
  params: ofSegment,
  query: segmentAt,
  answers: { 200: { description: 'The size', content: json(segmentCount) }, 404: missing },
});

export const listSegmentMembers = defineRoute({
  name: 'listSegmentMembers',
  method: 'get',
  path: '/v1/segments/{id}/members',
  tag,
  summary: 'Who belongs to a segment, by pseudonymous ids',
  scope,
  params: ofSegment,
  query: segmentPage,
  answers: { 200: { description: 'One page', content: json(segmentMembers) }, 404: missing },
});

export const explainMembership = defineRoute({
  name: 'explainMembership',
  method: 'get',
  path: '/v1/segments/{id}/members/{learner}',
  tag,
  summary: 'Why somebody belongs to a segment, or why not',
  scope,
  params: z.object({ id: z.string(), learner: z.string() }),
  query: segmentAt,
  answers: { 200: { description: 'The reasons', content: json(segmentMembership) }, 404: missing },
});

export const segmentsRoutes = [
  listSegments,
  defineSegment,
  getSegment,
  changeSegment,
  archiveSegment,
  readSegmentHistory,
  countSegment,
  listSegmentMembers,
  explainMembership,
] as const;
