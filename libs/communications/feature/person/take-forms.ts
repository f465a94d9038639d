interface FastifyLike {
  hasContentTypeParser(type: string): boolean;
  addContentTypeParser(
    type: string,
    options: { readonly parseAs: 'string'; readonly bodyLimit: number },
    parser: (request: unknown, body: string, done: (error: null, body: string) => void) => void,
  ): unknown;
}

const MOST_BYTES = 16_384;

/** Mail programs unsubscribe by multipart/form-data (RFC 8058); what it says is found in its text. */
export const takeForms = (fastify: FastifyLike): void => {
  if (fastify.hasContentTypeParser('multipart/form-data')) return;
  fastify.addContentTypeParser('multipart/form-data', { parseAs: 'string', bodyLimit: MOST_BYTES }, (_, body, done) =>
    done(null, body),
  );
};
