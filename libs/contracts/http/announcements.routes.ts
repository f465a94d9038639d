import { z } from 'zod';
import { announcementContent, chatChannel } from '../announcements/announcement-content.ts';
import { json, no } from './answers.ts';
import { PDF } from './content-types.ts';
import { defineRoute } from './route.ts';

const instant = z.iso.datetime({ offset: true });

export const announcementId = z
  .string()
  .max(180)
  .regex(/^[a-z][a-z0-9_-]*$/, 'small letters, digits, hyphens and underscores, such as consulting-certification')
  // `/announcements/feed.atom` and its like stand beside the pages.
  .refine((id) => id !== 'feed', 'another id');

export const newAnnouncement = z.strictObject({
  id: announcementId,
  content: announcementContent.optional().describe('Left out: what is drafted under the id'),
  channels: z.array(chatChannel).max(20).default([]).describe('Chat channels, as the settings name them'),
});
export type NewAnnouncement = z.output<typeof newAnnouncement>;

export const announcementDraft = z.object({ id: announcementId, content: announcementContent });
export type AnnouncementDraft = z.infer<typeof announcementDraft>;

export const announcementCorrection = z.strictObject({
  content: announcementContent,
  what: z.string().min(1).max(500).describe('What changed, in words for who read it'),
});
export const announcementWithdrawal = z.strictObject({ why: z.string().min(1).max(500) });
export const announcementPostAgain = z.strictObject({ channel: chatChannel });

const post = z.object({
  channel: z.string(),
  outcome: z
    .enum(['due', 'put-off', 'attempting', 'taken', 'refused', 'unknown'])
    .describe('Of the newest version; unknown: no answer, so it may stand there'),
  attempts: z.int(),
  why: z.string().nullable(),
});

const head = {
  id: announcementId,
  version: z.int().positive(),
  state: z.enum(['published', 'withdrawn']),
  title: z.string(),
  publishedAt: instant,
  changedAt: instant,
};

export const announcementView = z.object({
  ...head,
  content: announcementContent,
  /** Of the page, the feed and the poster no server says whether somebody took them. */
  posts: z.array(post).describe('What became of it in the chat channels'),
  history: z
    .array(z.object({ version: z.int(), at: instant, by: z.string().nullable(), what: z.string() }))
    .describe('Newest first, in words'),
  followed: z
    .array(
      z.object({
        channel: z.string(),
        people: z.int().describe('Times that the link was followed by what looks like a person'),
        programs: z.int().describe('Times by what looks like a program: link previews and scanners'),
      }),
    )
    .describe('By channel; nothing says who'),
  links: z.array(z.object({ channel: z.string(), url: z.string() })).describe('The tracked link of each channel'),
});
export type AnnouncementView = z.infer<typeof announcementView>;

export const announcementList = z.object({
  announcements: z.array(z.object(head)).describe('Newest first'),
  drafts: z.array(announcementId).describe('Not published yet, newest first'),
  notMade: z
    .array(z.object({ id: announcementId, campaign: z.string(), why: z.string(), at: instant }))
    .describe(
      'Announcements that a campaign came to and could not make, newest first, at most 50; not those published since',
    ),
  channels: z.array(z.string()).describe('Chat channels that are set up'),
});
export type AnnouncementList = z.infer<typeof announcementList>;

export const posterQuery = z.strictObject({ size: z.enum(['A4', 'A3']).default('A4') });

const tag = 'announcements';
const scope = 'engage';
const params = z.object({ id: announcementId });
const missing = no('There is no such announcement');
const done = (description: string) => ({ description, content: json(announcementView) });

export const listAnnouncements = defineRoute({
  name: 'listAnnouncements',
  method: 'get',
  path: '/v1/announcements',
  tag,
  summary: 'What was told to many',
  scope,
  answers: { 200: { description: 'All of them', content: json(announcementList) } },
});

export const publishAnnouncement = defineRoute({
  name: 'publishAnnouncement',
  method: 'post',
  path: '/v1/announcements',
  tag,
  summary: 'Publishes an announcement: page, feed, poster, and the chat channels named',
  description:
    'The same again is no error. A chat channel is told at most once; one that gives no answer shows as unknown.',
  scope,
  body: json(newAnnouncement),
  answers: {
    201: done('It is published; the chat channels follow'),
    400: no('It makes no sense, or names a chat channel that is not set up'),
    404: no('No content is given, and none is drafted under the id'),
    409: no('Another announcement has that id'),
  },
});

export const draftAnnouncement = defineRoute({
  name: 'draftAnnouncement',
  method: 'put',
  path: '/v1/announcements/{id}/draft',
  tag,
  summary: 'Keeps words for later: published by somebody, or by the campaign whose step names the draft',
  scope,
  params,
  body: json(announcementContent),
  answers: {
    200: { description: 'It waits', content: json(announcementDraft) },
    400: no('It makes no sense; the answer says which field'),
    409: no('It is published already'),
  },
});

export const getAnnouncementDraft = defineRoute({
  name: 'getAnnouncementDraft',
  method: 'get',
  path: '/v1/announcements/{id}/draft',
  tag,
  summary: 'The words under an id, waiting or published',
  scope,
  params,
  answers: { 200: { description: 'The words', content: json(announcementDraft) }, 404: missing },
});

export const getAnnouncement = defineRoute({
  name: 'getAnnouncement',
  method: 'get',
  path: '/v1/announcements/{id}',
  tag,
  summary: 'One announcement: its versions, what became of it in each channel, and how often its links were followed',
  scope,
  params,
  answers: { 200: done('The announcement'), 404: missing },
});

export const correctAnnouncement = defineRoute({
  name: 'correctAnnouncement',
  method: 'post',
  path: '/v1/announcements/{id}/correct',
  tag,
  summary: 'A new version; every channel that was told is told what changed',
  scope,
  params,
  body: json(announcementCorrection),
  answers: { 200: done('It is the newest version'), 404: missing, 409: no('It is withdrawn') },
});

export const withdrawAnnouncement = defineRoute({
  name: 'withdrawAnnouncement',
  method: 'post',
  path: '/v1/announcements/{id}/withdraw',
  tag,
  summary: 'Takes it back: gone from the feed, the page says why, and every channel that was told is told',
  scope,
  params,
  body: json(announcementWithdrawal),
  answers: { 200: done('It is withdrawn'), 404: missing },
});

export const postAnnouncementAgain = defineRoute({
  name: 'postAnnouncementAgain',
  method: 'post',
  path: '/v1/announcements/{id}/post-again',
  tag,
  summary: 'Posts to a chat channel again that refused or gave no answer, after somebody looked',
  scope,
  params,
  body: json(announcementPostAgain),
  answers: { 200: done('It is due again'), 404: missing, 409: no('The announcement does not go there') },
});

const html = { 'text/html': z.string() };

export const announcementPage = defineRoute({
  name: 'announcementPage',
  method: 'get',
  path: '/announcements/{id}',
  tag,
  summary: 'The page of an announcement, for everybody who reaches this server',
  scope: 'public',
  params,
  answers: {
    200: { description: 'The page', content: html },
    404: { description: 'There is none', content: html },
    410: { description: 'It is withdrawn; the page says why', content: html },
  },
});

export const announcementPoster = defineRoute({
  name: 'announcementPoster',
  method: 'get',
  path: '/announcements/{id}/poster.pdf',
  tag,
  summary: 'The announcement as a poster with a QR code',
  scope: 'public',
  params,
  query: posterQuery,
  answers: {
    200: { description: 'One page, to print', content: { [PDF]: z.string().meta({ format: 'binary' }) } },
    404: missing,
    410: no('It is withdrawn'),
  },
});

export const followAnnouncement = defineRoute({
  name: 'followAnnouncement',
  method: 'get',
  path: '/announcements/{id}/go/{channel}',
  tag,
  summary: 'The link of one channel: counts, and leads on to what the announcement asks for',
  description:
    'The address it leads on to hears the channel in utm_source, utm_medium, utm_campaign and utm_content, so that a ' +
    'learning system can tell it with the enrolment. Nothing is kept about who followed it.',
  scope: 'public',
  params: z.object({ id: announcementId, channel: z.string() }),
  answers: { 302: { description: 'On to the action; to the page where it is withdrawn' }, 404: missing },
});

export const announcementsAtom = defineRoute({
  name: 'announcementsAtom',
  method: 'get',
  path: '/announcements/feed.atom',
  tag,
  summary: 'The announcements as an Atom feed (RFC 4287), newest first, at most 50',
  scope: 'public',
  answers: { 200: { description: 'The feed', content: { 'application/atom+xml': z.string() } } },
});

export const announcementsJsonFeed = defineRoute({
  name: 'announcementsJsonFeed',
  method: 'get',
  path: '/announcements/feed.json',
  tag,
  summary: 'The announcements as a JSON Feed 1.1, newest first, at most 50',
  scope: 'public',
  answers: { 200: { description: 'The feed', content: { 'application/feed+json': z.unknown() } } },
});

export const announcementsRoutes = [
  listAnnouncements,
  publishAnnouncement,
  draftAnnouncement,
  getAnnouncementDraft,
  getAnnouncement,
  correctAnnouncement,
  withdrawAnnouncement,
  postAnnouncementAgain,
  announcementPage,
  announcementPoster,
  followAnnouncement,
  announcementsAtom,
  announcementsJsonFeed,
] as const;
