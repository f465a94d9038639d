import { EVENT_BATCH, EVENT_LINES, ONE_EVENT } from '@laurel/contracts';
import { type IncomingMessage, type Server } from 'node:http';
import { type Socket } from 'node:net';
import { PassThrough, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** Why a body could not be read to its end. What came before the break was handed on. */
export class BrokenBody extends Error {
  override readonly name = 'BrokenBody';
  constructor(readonly code: 'body.cut' | 'body.gzip') {
    super(code === 'body.cut' ? 'the body was cut before its end' : 'the body is not gzip, or was cut before its end');
  }
}

interface FastifyLike {
  readonly server: Server;
  hasContentTypeParser(type: string): boolean;
  addContentTypeParser(
    type: string,
    parser: (request: unknown, payload: Readable, done: (error: null, body: Readable) => void) => void,
  ): unknown;
}

/** Uploads that are being read: when one breaks, its reader answers, not the server. */
const uploads = new WeakMap<Socket, () => void>();

/**
 * Hands the bodies of events to the controller as they come in, without limit or parsing: memory is bounded by the
 * reader, and the limits are said in its answer. Call it once, before the application listens.
 */
export const takeRawBodies = (fastify: FastifyLike): void => {
  for (const type of [ONE_EVENT, EVENT_BATCH, EVENT_LINES]) {
    if (fastify.hasContentTypeParser(type)) continue;
    fastify.addContentTypeParser(type, (_, payload, done) => done(null, payload));
  }
  // A client that ends in the middle of a body is an error of the connection to Node, which would close it unanswered.
  const others = fastify.server.listeners('clientError');
  fastify.server.removeAllListeners('clientError');
  fastify.server.on('clientError', (error, socket: Socket) => {
    const cut = uploads.get(socket);
    if (cut) return cut();
    for (const other of others) other.call(fastify.server, error, socket);
  });
};

/** The bytes of a body, inflated where it is gzip, at the pace of the reader. Throws BrokenBody. */
export async function* bytesOf(raw: IncomingMessage, isGzip: boolean): AsyncGenerator<Uint8Array> {
  const bytes = isGzip ? createGunzip() : new PassThrough();
  let isCut = false;
  const cut = () => {
    if (isCut || raw.readableEnded || bytes.destroyed) return;
    isCut = true;
    raw.unpipe(bytes);
    for (let piece: unknown = raw.read(); piece !== null; piece = raw.read()) bytes.write(piece);
    bytes.end();
  };
  uploads.set(raw.socket, cut);
  raw.once('error', cut).once('close', cut).pipe(bytes);
  try {
    yield* bytes;
  } catch {
    throw new BrokenBody(isCut ? 'body.cut' : 'body.gzip');
  } finally {
    uploads.delete(raw.socket);
    raw.unpipe(bytes);
    discardRest(raw);
  }
  if (isCut) throw new BrokenBody('body.cut');
}

const DISCARD_MS = 10_000;

/** A client reads the answer only after it has sent everything: what is not wanted is let through, for a while. */
const discardRest = (raw: IncomingMessage): void => {
  if (raw.readableEnded || raw.destroyed) return;
  const patience = setTimeout(() => raw.destroy(), DISCARD_MS);
  raw.once('close', () => clearTimeout(patience)).resume();
};
