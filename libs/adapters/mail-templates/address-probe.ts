import { type ProbeAddress } from '@laurel/communications-domain';
import { isPublicAddress } from '@laurel/platform';
import { lookup } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';

interface Options {
  readonly timeoutMs?: number;
  readonly mayAsk?: (ip: string) => boolean;
}

class Private extends Error {}

/**
 * Asks an address by HEAD whether it is there. The name is resolved once, and only public addresses are connected to, so
 * that no template makes Laurel knock at doors inside; redirects are not followed.
 */
export const openAddressProbe = ({ timeoutMs = 5_000, mayAsk = isPublicAddress }: Options = {}): ProbeAddress => {
  const guarded: LookupFunction = (hostname, options, done) =>
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, '');
      if (!addresses.every(({ address }) => mayAsk(address))) return done(new Private(), '');
      return options.all ? done(null, addresses) : done(null, addresses[0]?.address ?? '', addresses[0]?.family ?? 4);
    });
  return async (address) => {
    const url = new URL(address);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    // A literal address is connected to without a lookup.
    if (isIP(host) !== 0 && !mayAsk(host)) return PRIVATELY;
    return statusOf(url, guarded, timeoutMs).then(whatStatusSays, whatErrorSays);
  };
};

const PRIVATELY = { is: 'unchecked', why: 'it is inside, and was not asked' } as const;

const statusOf = (url: URL, guarded: LookupFunction, timeoutMs: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? requestHttps : requestHttp;
    const signal = AbortSignal.timeout(timeoutMs);
    request(url, { method: 'HEAD', lookup: guarded, signal, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });

type Found = Awaited<ReturnType<ProbeAddress>>;

const whatStatusSays = (status: number): Found => {
  if (status === 404 || status === 410) return { is: 'dead', why: `it answers ${status}` };
  return status >= 500 && status !== 501 ? { is: 'unchecked', why: `it answers ${status}` } : undefined;
};

const whatErrorSays = (error: unknown): Found => {
  if (error instanceof Private) return PRIVATELY;
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
  if (code === 'ENOTFOUND') return { is: 'dead', why: 'there is no such host' };
  return { is: 'unchecked', why: `nobody answered (${code})` };
};
