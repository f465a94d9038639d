import { z } from 'zod';
import { keyScope } from './keys.routes.ts';
import { problem } from './problem.ts';
import { defineRoute } from './route.ts';

/** Who the pages act for. */
export const session = z.object({ key: z.string().describe('Id of the key'), scopes: z.array(keyScope) });
export type Session = z.infer<typeof session>;

const tag = 'session';
const current = { description: 'Who is signed in', content: { 'application/json': session } };
const refused = (description: string) => ({ description, content: { 'application/problem+json': problem } });

export const signIn = defineRoute({
  name: 'signIn',
  method: 'post',
  path: '/v1/session',
  tag,
  summary: 'Signs a browser in with a key, by a cookie that no script can read',
  scope: 'public',
  body: { 'application/json': z.strictObject({ key: z.string().trim().min(1).max(200) }) },
  answers: { 200: current, 401: refused('This key is not known, or was revoked') },
});

export const showSession = defineRoute({
  name: 'showSession',
  method: 'get',
  path: '/v1/session',
  tag,
  summary: 'Who is signed in, and what they may do',
  scope: 'any',
  answers: { 200: current, 401: refused('Nobody') },
});

export const signOut = defineRoute({
  name: 'signOut',
  method: 'delete',
  path: '/v1/session',
  tag,
  summary: 'Signs the browser out; the key stays valid',
  scope: 'public',
  answers: { 204: { description: 'Signed out' } },
});

export const sessionRoutes = [signIn, showSession, signOut] as const;
