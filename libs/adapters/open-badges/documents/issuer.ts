import { type PublicAddresses } from '@laurel/certification-domain';

/** What people are told about who issues. */
export interface Issuer {
  readonly name: string;
  /** The issuer's own pages. */
  readonly url: string;
  readonly addresses: PublicAddresses;
}

/** As credentials name the issuer. */
export const profileOf = ({ name, url, addresses }: Issuer) => ({
  id: addresses.did,
  type: ['Profile'],
  name,
  url,
});
