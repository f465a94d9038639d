import { type PublicAddresses } from './public-addresses.ts';

/** Says whether an id, key or address is the issuer's own; `multikeys` are all public keys that it ever signed with. */
export const ownIds = (
  { issuer, did }: Pick<PublicAddresses, 'issuer' | 'did'>,
  multikeys: Iterable<string>,
): ((id: string) => boolean) => {
  const own = new Set([issuer, did, ...[...multikeys].map((key) => `did:key:${key}`)]);
  return (id) => own.has(id.replace(/#.*$/, ''));
};
