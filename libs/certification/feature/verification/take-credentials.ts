interface FastifyLike {
  hasContentTypeParser(type: string): boolean;
  addContentTypeParser(
    type: string,
    options: { readonly parseAs: 'buffer'; readonly bodyLimit: number },
    parser: (request: unknown, body: Buffer, done: (error: null, body: Buffer) => void) => void,
  ): unknown;
}

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
export const takeCredentials = (fastify: FastifyLike): void => {
  for (const type of TYPES) {
    if (fastify.hasContentTypeParser(type)) continue;
    const options = { parseAs: 'buffer', bodyLimit: MOST_BYTES } as const;
    fastify.addContentTypeParser(type, options, (_, body, done) => done(null, body));
  }
};
