import { type Curve, type PublicKey } from '@laurel/verifiable-credentials';

/** A key of the issuer, as everybody may know it. */
export interface IssuerKey {
  /** The key itself as a Multikey, so that no two are ever mistaken for each other. */
  readonly name: string;
  readonly publicKey: PublicKey;
  readonly madeAt: Date;
  /** Signs no more, and what it signed stays verifiable. */
  readonly retiredAt: Date | null;
}

/** The issuer's keys, wherever the private halves are: sealed in the database, or in a service outside that never shows them. */
export interface IssuerKeys {
  /** All that ever were, the newest first. */
  list(): Promise<readonly IssuerKey[]>;
  /** Ed25519: 64 bytes (RFC 8032). P-256: ECDSA with SHA-256 over the data, R then S, 64 bytes. */
  sign(name: string, data: Uint8Array): Promise<Uint8Array>;
  /** From now on new keys sign. */
  rotate(now: Date): Promise<void>;
}

/** The key that signs now. Every set of keys has one of each curve from its first start on. */
export const signingKey = (keys: readonly IssuerKey[], curve: Curve): IssuerKey => {
  const key = keys.find(({ publicKey, retiredAt }) => publicKey.curve === curve && retiredAt === null);
  if (!key) throw new Error(`the issuer has no ${curve} key that signs`);
  return key;
};
