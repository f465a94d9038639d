/** A key of the issuer, as everybody may know it. */
export interface ListedIssuerKey {
  /** Its public half as a Multikey: the end of its address in every credential. */
  readonly name: string;
  readonly curve: 'Ed25519' | 'P-256';
  readonly madeAt: Date;
  /** Signs no more, and what it signed stays verifiable. */
  readonly retiredAt: Date | null;
}

/** The keys that certificates are signed with, wherever their secret halves are. */
export interface TendIssuerKeys {
  /** All that ever were, the newest first. */
  list(): Promise<readonly ListedIssuerKey[]>;
  /** From now on new keys sign. */
  rotate(now: Date): Promise<void>;
}
