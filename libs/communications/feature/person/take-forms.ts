interface FastifyLike {
  hasContentTypeParser(type: string): boolean;
  addContentTypeParser<B extends string | Buffer>(
    type: string,
    options: { readonly parseAs: B extends string ? 'string' : 'buffer'; readonly bodyLimit: number },
    parser: (request: unknown, body: B, done: (error: null, body: B) => void) => void,
  ): unknown;
}

const MOST_OF_A_FORM = 16_384;
/** A report may return the whole mail. */
const MOST_OF_A_REPORT = 10 * 2 ** 20;

/**
 * Mail programs unsubscribe by multipart/form-data (RFC 8058); what it says is found in its text. Reports of mail servers
 * come as the bytes they are.
 */
export const takeForms = (fastify: FastifyLike): void => {
  if (!fastify.hasContentTypeParser('multipart/form-data')) {
    const options = { parseAs: 'string', bodyLimit: MOST_OF_A_FORM } as const;
    fastify.addContentTypeParser<string>('multipart/form-data', options, (_, body, done) => done(null, body));
  }
  if (!fastify.hasContentTypeParser('message/rfc822')) {
    const options = { parseAs: 'buffer', bodyLimit: MOST_OF_A_REPORT } as const;
    fastify.addContentTypeParser<Buffer>('message/rfc822', options, (_, body, done) => done(null, body));
  }
};
