import { type FastifyInstance, type FastifyReply } from 'fastify';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';
import { docsPage } from './docs.page.ts';

/** What a body signs with, for a look at it; to be trusted with a key it is taken from a release. */
const ENDORSE = fileURLToPath(new URL('../../../endorse/dist/page/index.html', import.meta.url));
const BUILT = fileURLToPath(new URL('../../../web/dist/', import.meta.url));

/** Nothing from elsewhere runs in the pages; a mail is shown in a frame that may run nothing at all. */
const POLICY = [
  "default-src 'self'",
  "img-src 'self' data:",
  "style-src 'self' 'unsafe-inline'",
  "frame-src 'self' blob: data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** A wrong address of the interface is answered like one: a page would look like success to a program. */
const INTERFACE = /^\/(v1|health|metrics)(\/|\?|$)/;

const protect = (raw: FastifyReply['raw']): void => {
  raw.setHeader('content-security-policy', POLICY);
  raw.setHeader('x-content-type-options', 'nosniff');
  raw.setHeader('referrer-policy', 'same-origin');
};

/** Serves the built pages for every address that is not part of the HTTP interface; the browser's router reads the rest. */
export const servePages = (fastify: FastifyInstance): void => {
  if (!existsSync(BUILT)) throw new Error('the pages are not built: run `npm run build`');
  const serve = sirv(BUILT, { single: true, etag: true, dotfiles: false });
  const docs = docsPage();
  fastify.get('/docs', (_, reply) => {
    protect(reply.raw);
    return reply.type('text/html; charset=utf-8').send(docs);
  });
  const endorse = readFileSync(ENDORSE, 'utf8');
  fastify.get('/endorse', (_, reply) => {
    // The page forbids itself every connection; its one script is part of it.
    reply.raw.setHeader('x-content-type-options', 'nosniff');
    reply.raw.setHeader('content-security-policy', "connect-src 'none'; form-action 'none'; frame-ancestors 'none'");
    return reply.type('text/html; charset=utf-8').send(endorse);
  });
  fastify.get('/*', (request, reply) => {
    if (INTERFACE.test(request.url)) return reply.callNotFound();
    reply.hijack();
    const { raw } = reply;
    protect(raw);
    if (request.url.startsWith('/assets/')) raw.setHeader('cache-control', 'public, max-age=31536000, immutable');
    serve(request.raw, raw, () => void raw.writeHead(404).end());
  });
};
