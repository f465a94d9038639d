import { type FastifyInstance } from 'fastify';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';

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

/** Serves the built pages for every address that is not part of the HTTP interface; the browser's router reads the rest. */
export const servePages = (fastify: FastifyInstance): void => {
  if (!existsSync(BUILT)) throw new Error('the pages are not built: run `npm run build`');
  const serve = sirv(BUILT, { single: true, etag: true, dotfiles: false });
  fastify.get('/*', (request, reply) => {
    reply.hijack();
    const { raw } = reply;
    raw.setHeader('content-security-policy', POLICY);
    raw.setHeader('x-content-type-options', 'nosniff');
    raw.setHeader('referrer-policy', 'same-origin');
    if (request.url.startsWith('/assets/')) raw.setHeader('cache-control', 'public, max-age=31536000, immutable');
    serve(request.raw, raw, () => void raw.writeHead(404).end());
  });
};
