import { takeBytes, type TakesBytes } from '@laurel/platform';

/** A picture with a credential inside. */
const MOST_BYTES = 5 * 2 ** 20;

const TYPES = [
  'application/vc',
  'application/vc+jwt',
  'application/vc+ld+json',
  'application/ld+json',
  'application/jwt',
  'application/octet-stream',
  'image/png',
  'image/svg+xml',
];

/** Credentials come as the bytes they are: what was signed is not parsed and written again. */
export const takeCredentials = (fastify: TakesBytes): void =>
  takeBytes(fastify, Object.fromEntries(TYPES.map((type) => [type, MOST_BYTES])));
