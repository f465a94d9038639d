interface FastifyLike {
  hasContentTypeParser(type: string): boolean;
  addContentTypeParser(
    type: string,
    options: { readonly parseAs: 'buffer'; readonly bodyLimit: number },
    parser: (request: unknown, body: Buffer, done: (error: null, body: Buffer) => void) => void,
  ): unknown;
}

/** A form may bring a picture with a credential in it. */
const MOST_OF_A_FORM = 5 * 2 ** 20;
/** A report may return the whole mail. */
const MOST_OF_A_REPORT = 10 * 2 ** 20;

/** Mail programs unsubscribe by multipart/form-data (RFC 8058). Forms and reports of mail servers come as the bytes they are. */
export const takeForms = (fastify: FastifyLike): void => {
  const limits = { 'multipart/form-data': MOST_OF_A_FORM, 'message/rfc822': MOST_OF_A_REPORT };
  for (const [type, bodyLimit] of Object.entries(limits)) {
    if (fastify.hasContentTypeParser(type)) continue;
    fastify.addContentTypeParser(type, { parseAs: 'buffer', bodyLimit }, (_, body, done) => done(null, body));
  }
};

/** What a form says is found in its text; fields that were read already stay what they are. */
export const textOfForm = (body: unknown): unknown => (Buffer.isBuffer(body) ? body.toString() : body);
