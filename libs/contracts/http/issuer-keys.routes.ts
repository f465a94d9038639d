import { z } from 'zod';
import { defineRoute } from './route.ts';

/** A key that certificates are signed with; its secret half is shown nowhere. */
export const issuerKey = z.object({
  name: z.string().describe('Its public half as a Multikey: the end of its address in every credential'),
  curve: z.enum(['Ed25519', 'P-256']).describe('Ed25519 signs documents, Ed25519 or P-256 the JWTs'),
  madeAt: z.iso.datetime(),
  retiredAt: z.iso.datetime().nullable().describe('Signs no more since; what it signed stays verifiable'),
});
export type ShownIssuerKey = z.infer<typeof issuerKey>;

const tag = 'certificates';
const keys = (description: string) => ({
  description,
  content: { 'application/json': z.object({ keys: z.array(issuerKey) }) },
});

export const listIssuerKeys = defineRoute({
  name: 'listIssuerKeys',
  method: 'get',
  path: '/v1/issuer-keys',
  tag,
  summary: 'The keys that certificates were and are signed with',
  scope: 'keys',
  answers: { 200: keys('All that ever were, the newest first') },
});

export const rotateIssuerKeys = defineRoute({
  name: 'rotateIssuerKeys',
  method: 'post',
  path: '/v1/issuer-keys/rotate',
  tag,
  summary: 'New keys sign from now on; what the old ones signed stays verifiable',
  scope: 'keys',
  answers: { 200: keys('All that ever were, the newest first') },
});

export const issuerKeysRoutes = [listIssuerKeys, rotateIssuerKeys] as const;
