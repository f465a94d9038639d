import { z } from 'zod';
import { scopes } from '../asker.ts';
import { problem } from './problem.ts';
import { defineRoute } from './route.ts';

export const keyScope = z.enum(scopes);

/** A key without its secret: that is shown once, when it is made, and kept nowhere. */
export const apiKey = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(keyScope),
  madeAt: z.iso.datetime(),
  madeBy: z.string().describe('Id of the key that made it; `owner` for the first one'),
  revokedAt: z.iso.datetime().nullable(),
  revokedBy: z.string().nullable(),
});
export type ApiKey = z.infer<typeof apiKey>;

const tag = 'keys';
const json = (description: string, schema: z.ZodType) => ({ description, content: { 'application/json': schema } });
const refused = (description: string) => ({ description, content: { 'application/problem+json': problem } });

export const listKeys = defineRoute({
  name: 'listKeys',
  method: 'get',
  path: '/v1/keys',
  tag,
  summary: 'All keys, revoked ones too, without their secrets',
  scope: 'keys',
  answers: { 200: json('The keys, newest first', z.object({ keys: z.array(apiKey) })) },
});

export const makeKey = defineRoute({
  name: 'makeKey',
  method: 'post',
  path: '/v1/keys',
  tag,
  summary: 'Makes a key; its secret is shown this once',
  scope: 'keys',
  body: {
    'application/json': z.strictObject({
      name: z.string().trim().min(1).max(100).describe('What it is for: "Moodle Berlin"'),
      scopes: z.array(keyScope).min(1),
    }),
  },
  answers: {
    201: json('The key', z.object({ key: apiKey, secret: z.string() })),
    409: refused('Nobody gives a scope that they lack themselves'),
  },
});

export const revokeKey = defineRoute({
  name: 'revokeKey',
  method: 'delete',
  path: '/v1/keys/{id}',
  tag,
  summary: 'Revokes a key, within seconds everywhere; again is no error',
  scope: 'keys',
  params: z.object({ id: z.string().min(1).max(64) }),
  answers: {
    200: json('The revoked key', apiKey),
    404: refused('There is no such key'),
  },
});

export const keysRoutes = [listKeys, makeKey, revokeKey] as const;
