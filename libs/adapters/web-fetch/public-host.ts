import { isPublicAddress } from '@laurel/platform';
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';

/** Every address of a name; throws where there is none. */
export type LookUp = (name: string) => Promise<readonly string[]>;

/** /etc/hosts counts too: whatever the system itself would connect to. */
export const systemLookUp: LookUp = async (name) =>
  (await lookup(name, { all: true, verbatim: true })).map(({ address }) => address);

/** Nothing was asked of the host. The reason names no address: it would map an inner network to whoever asks. */
export class HostRefused extends Error {
  override readonly name = 'HostRefused';
}

/**
 * The one address that may be connected to. A host of which any address is not public is refused whole: which one is taken
 * must not be a matter of luck. The name is never looked up again, so it cannot mean another address later.
 */
export const publicAddressOf = async (
  host: string,
  { lookUp, allowedPrivateHosts }: { readonly lookUp: LookUp; readonly allowedPrivateHosts: ReadonlySet<string> },
): Promise<string> => {
  const bare = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  const addresses = isIP(bare) ? [bare] : await lookUp(bare).catch(() => []);
  const [first] = addresses;
  if (first === undefined) throw new HostRefused(`${bare} is no name that can be found`);
  if (allowedPrivateHosts.has(bare) || addresses.every(isPublicAddress)) return first;
  throw new HostRefused(`${bare} is not on the public internet`);
};
