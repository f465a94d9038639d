import { z } from 'zod';
import { json, no } from './answers.ts';
import { defineRoute } from './route.ts';

const instant = z.iso.datetime({ offset: true });

export const inboxEntry = z.object({
  message: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  arrivedAt: instant,
  readAt: instant.nullable().describe('When it was first marked as read'),
});

export const inboxView = z.object({
  messages: z.array(inboxEntry).describe('Newest first'),
  total: z.int(),
  unread: z.int(),
});
export type InboxView = z.infer<typeof inboxView>;

export const inboxQuery = z.strictObject({
  skip: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const tag = 'inbox';
const scope = 'people';

export const getInbox = defineRoute({
  name: 'getInbox',
  method: 'get',
  path: '/v1/inbox/{learner}',
  tag,
  summary: 'What was sent to a person inside Laurel',
  description: 'For a portal that shows it to that person; empty for who got nothing, known or not.',
  scope,
  params: z.object({ learner: z.string() }),
  query: inboxQuery,
  answers: { 200: { description: 'One page', content: json(inboxView) } },
});

export const markInboxRead = defineRoute({
  name: 'markInboxRead',
  method: 'post',
  path: '/v1/inbox/{learner}/{message}/read',
  tag,
  summary: 'The person has read a message; again is no error, and the first time counts',
  scope,
  params: z.object({ learner: z.string(), message: z.string() }),
  answers: { 204: { description: 'It counts as read' }, 404: no('This person has no such message') },
});

export const inboxRoutes = [getInbox, markInboxRead] as const;
