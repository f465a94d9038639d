import { takeBytes, type TakesBytes } from '@laurel/platform';

/** A form may bring a picture with a credential in it. */
const MOST_OF_A_FORM = 5 * 2 ** 20;
/** A report may return the whole mail. */
const MOST_OF_A_REPORT = 10 * 2 ** 20;

/** Mail programs unsubscribe by multipart/form-data (RFC 8058). Forms and reports of mail servers come as the bytes they are. */
export const takeForms = (fastify: TakesBytes): void =>
  takeBytes(fastify, { 'multipart/form-data': MOST_OF_A_FORM, 'message/rfc822': MOST_OF_A_REPORT });

/** What a form says is found in its text; fields that were read already stay what they are. */
export const textOfForm = (body: unknown): unknown => (Buffer.isBuffer(body) ? body.toString() : body);
