/** As much of Fastify as is asked here. */
export interface TakesBytes {
  hasContentTypeParser(type: string): boolean;
  addContentTypeParser(
    type: string,
    options: { readonly parseAs: 'buffer'; readonly bodyLimit: number },
    parser: (request: unknown, body: Buffer, done: (error: null, body: Buffer) => void) => void,
  ): unknown;
}

/** Bodies of these types come to the controller as the bytes they are, each up to its limit in bytes. Once, before the server listens. */
export const takeBytes = (fastify: TakesBytes, limits: Readonly<Record<string, number>>): void => {
  for (const [type, bodyLimit] of Object.entries(limits)) {
    if (fastify.hasContentTypeParser(type)) continue;
    fastify.addContentTypeParser(type, { parseAs: 'buffer', bodyLimit }, (_, body, done) => done(null, body));
  }
};
