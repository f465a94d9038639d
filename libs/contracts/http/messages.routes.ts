import { z } from 'zod';
import { problem } from './problem.ts';
import { defineRoute } from './route.ts';

/** One mail of the local mailbox. It names a person and an address, hence the scope `people`. */
const mailHead = {
  id: z.string(),
  to: z.string(),
  subject: z.string(),
  date: z.iso.datetime({ offset: true }),
};

export const mailList = z.object({
  mailbox: z.enum(['local', 'smtp']).describe('smtp: mail leaves through a server and none is kept here'),
  messages: z.array(z.object(mailHead)).describe('Newest first'),
  total: z.int(),
});
export type MailList = z.infer<typeof mailList>;

export const mailView = z.object({
  ...mailHead,
  from: z.string(),
  text: z.string(),
  html: z.string(),
  attachments: z.array(z.object({ name: z.string(), type: z.string(), bytes: z.int() })),
});
export type MailView = z.infer<typeof mailView>;

export const mailQuery = z.strictObject({
  skip: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type MailQuery = z.output<typeof mailQuery>;

const tag = 'messages';
const scope = 'people';

export const listMessages = defineRoute({
  name: 'listMessages',
  method: 'get',
  path: '/v1/messages',
  tag,
  summary: 'The mails of the local mailbox',
  scope,
  query: mailQuery,
  answers: { 200: { description: 'One page', content: { 'application/json': mailList } } },
});

export const getMessage = defineRoute({
  name: 'getMessage',
  method: 'get',
  path: '/v1/messages/{id}',
  tag,
  summary: 'One mail of the local mailbox',
  scope,
  params: z.object({ id: z.string() }),
  answers: {
    200: { description: 'The mail', content: { 'application/json': mailView } },
    404: { description: 'The local mailbox has no such mail', content: { 'application/problem+json': problem } },
  },
});

export const getAttachment = defineRoute({
  name: 'getAttachment',
  method: 'get',
  path: '/v1/messages/{id}/attachments/{place}',
  tag,
  summary: 'What was attached to a mail of the local mailbox',
  scope,
  params: z.object({ id: z.string(), place: z.coerce.number().int().min(0).describe('Counted from 0') }),
  answers: {
    200: {
      description: 'As it was attached',
      content: { 'application/octet-stream': z.string().meta({ format: 'binary' }) },
    },
    404: { description: 'There is no such mail or attachment', content: { 'application/problem+json': problem } },
  },
});

export const messagesRoutes = [listMessages, getMessage, getAttachment] as const;
