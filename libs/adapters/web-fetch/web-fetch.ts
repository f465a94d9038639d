import { type Fetched, type FetchLimits, type FetchPublic, type NotFetched } from '@laurel/certification-domain';
import { type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as secureRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { HostRefused, type LookUp, publicAddressOf, systemLookUp } from './public-host.ts';

export interface WebFetchOptions {
  /** Hosts that may be inside the house, as they stand in addresses. */
  readonly allowedPrivateHosts?: readonly string[];
  /** Roots (PEM) in place of those of the system. */
  readonly ca?: string;
  readonly lookUp?: LookUp;
}

interface Hop {
  readonly url: URL;
  readonly limits: FetchLimits;
  readonly signal: AbortSignal;
}

const MOST_REDIRECTS = 3;
const ACCEPT =
  'application/vc+ld+json, application/did+json, application/jwk-set+json, application/json, image/png, image/svg+xml, */*;q=0.5';

/** The one way out to addresses that strangers named; see the port. Every hop is judged as if it were the first. */
export const openWebFetch = (options: WebFetchOptions = {}): FetchPublic => {
  const guard = {
    lookUp: options.lookUp ?? systemLookUp,
    allowedPrivateHosts: new Set((options.allowedPrivateHosts ?? []).map((host) => host.toLowerCase())),
  };

  const ask = async ({ url, signal }: Hop): Promise<IncomingMessage> => {
    const address = await within(signal, publicAddressOf(url.hostname, guard));
    return new Promise((resolve, reject) => {
      const headers = { accept: ACCEPT, 'accept-encoding': 'identity', 'user-agent': 'Laurel' };
      // No agent: a kept connection would be to an address that was judged for another request.
      const asked = secureRequest(url, { agent: false, headers, signal, lookup: always(address), ca: options.ca });
      asked.once('response', resolve).once('error', reject).end();
    });
  };

  const follow = async (hop: Hop, redirects: number): Promise<Fetched | NotFetched> => {
    const answer = await ask(hop);
    const { statusCode = 0, headers } = answer;
    if (statusCode !== 200) answer.destroy();
    if (REDIRECTS.has(statusCode) && headers.location !== undefined) {
      if (redirects === MOST_REDIRECTS) return refused(`it leads on more than ${MOST_REDIRECTS} times`);
      const next = httpsAddress(headers.location, hop.url.href);
      return typeof next === 'string'
        ? refused(`it leads to an address that ${next}`)
        : follow({ ...hop, url: next }, redirects + 1);
    }
    if (statusCode !== 200) return refused(`it answers with status ${statusCode}`);
    return read(answer, hop);
  };

  return async (text, limits) => {
    const url = httpsAddress(text);
    if (typeof url === 'string') return refused(`the address ${url}`);
    const signal = AbortSignal.timeout(limits.timeoutMs);
    try {
      return await follow({ url, limits, signal }, 0);
    } catch (error) {
      return refused(reasonOf(error, signal, limits));
    }
  };
};

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

const refused = (reason: string): NotFetched => ({ refused: reason });

/** An address that may be asked, or what is wrong with it. */
const httpsAddress = (text: string, base?: string): URL | string => {
  if (!URL.canParse(text, base)) return 'cannot be read';
  const url = new URL(text, base);
  if (url.protocol !== 'https:') return 'is not https';
  if (url.username !== '' || url.password !== '') return 'holds a password';
  url.hash = '';
  return url;
};

/** What was looked up and judged is what is connected to. */
const always =
  (address: string): LookupFunction =>
  (_, { all }, done) =>
    all ? done(null, [{ address, family: isIP(address) }]) : done(null, address, isIP(address));

const read = async (answer: IncomingMessage, { url, limits }: Hop): Promise<Fetched | NotFetched> => {
  const { headers } = answer;
  const unread = whyUnread(headers, limits);
  if (unread !== undefined) {
    answer.destroy();
    return refused(unread);
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    // Leaving the loop ends the connection.
    if (bytes > limits.mostBytes) return refused(tooLarge(limits));
    chunks.push(chunk);
  }
  return { url: url.href, contentType: headers['content-type'] ?? '', body: Buffer.concat(chunks) };
};

/** Compressed bytes are not unpacked here: what is small on the way could be huge afterwards. */
const whyUnread = (headers: IncomingHttpHeaders, limits: FetchLimits): string | undefined => {
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') return `it comes compressed (${encoding}), which was not asked for`;
  return Number(headers['content-length'] ?? 0) > limits.mostBytes ? tooLarge(limits) : undefined;
};

const tooLarge = ({ mostBytes }: FetchLimits): string => `it is larger than ${mostBytes} bytes`;

const within = async <T>(signal: AbortSignal, work: Promise<T>): Promise<T> => {
  signal.throwIfAborted();
  const ended = new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
  );
  return Promise.race([work, ended]);
};

const reasonOf = (error: unknown, signal: AbortSignal, { timeoutMs }: FetchLimits): string => {
  if (error instanceof HostRefused) return error.message;
  if (signal.aborted) return `it did not answer within ${timeoutMs} ms`;
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'no answer';
  return `it cannot be reached (${code})`;
};
