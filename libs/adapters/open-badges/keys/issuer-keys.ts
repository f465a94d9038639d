import { type ListedIssuerKey, type TendIssuerKeys } from '@laurel/certification-domain';
import { type Curve, fromMultikey, type PublicKey } from '@laurel/verifiable-credentials';

/** The issuer's keys, wherever the private halves are: sealed in the database, or in a service outside that never shows them. */
export interface IssuerKeys extends TendIssuerKeys {
  /** Ed25519: 64 bytes (RFC 8032). P-256: ECDSA with SHA-256 over the data, R then S, 64 bytes. */
  sign(name: string, data: Uint8Array): Promise<Uint8Array>;
}

/** The key that signs now. Every set of keys has one of each curve from its first start on. */
export const signingKey = (keys: readonly ListedIssuerKey[], curve: Curve): ListedIssuerKey => {
  const key = keys.find((one) => one.curve === curve && one.retiredAt === null);
  if (!key) throw new Error(`the issuer has no ${curve} key that signs`);
  return key;
};

/** A key is named by itself. */
export const publicKeyNamed = ({ name }: ListedIssuerKey): PublicKey => {
  const key = fromMultikey(name);
  if (!key) throw new Error(`the issuer's key ${name} is no Multikey`);
  return key;
};
