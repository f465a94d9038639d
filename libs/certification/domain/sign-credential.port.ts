import { type Award, type StatusPurpose } from './award.ts';

/** A signed credential in both forms that wallets and verifiers read. */
export interface SignedCredential {
  /** JSON with an embedded proof, exactly as signed. */
  readonly document: string;
  /** The same credential as a compact JWT. */
  readonly jwt: string;
  /** Identifies the key that signed the document; public, and still verifiable after a rotation. */
  readonly key: string;
}

/** Which certificates of a list have lost their force. */
export interface StatusList {
  readonly list: string;
  readonly purpose: StatusPurpose;
  readonly set: readonly number[];
}

/** Signs with the issuer's own key. The same award may be signed twice after a crash: only what was recorded goes out. */
export interface SignCredentials {
  sign(award: Award, now: Date): Promise<SignedCredential>;
  signStatusList(list: StatusList, now: Date): Promise<string>;
}
