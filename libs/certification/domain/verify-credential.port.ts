/**
 * What was looked at. form: it can be read and has the terms of its format only. signature: nothing was changed since it was
 * signed. issuer: the key belongs to who is named as issuer. dates: it is in force now. status: it is not revoked or
 * suspended by its issuer.
 */
export type CheckOf = 'form' | 'signature' | 'issuer' | 'dates' | 'status';

/** unchecked: it could not be looked at, for example because an address did not answer. */
export type CheckResult = 'passed' | 'failed' | 'unchecked';

export interface Check {
  readonly of: CheckOf;
  readonly result: CheckResult;
  /** One sentence for a person: what was found, and where. */
  readonly says: string;
}

/** Fails closed: valid only where every check passed. */
export type Verdict =
  'valid' | 'not-yet-valid' | 'expired' | 'suspended' | 'revoked' | 'invalid' | 'unreadable' | 'unchecked';

/** What a credential says, as far as it could be read; nothing of it is true unless the verdict is valid. */
export interface ReadCredential {
  readonly id: string | null;
  readonly kind: 'achievement' | 'endorsement' | 'other';
  readonly issuer: { readonly id: string; readonly name: string | null };
  /** What is awarded or endorsed: its address or id, and its name. */
  readonly subject: { readonly id: string | null; readonly name: string | null };
  readonly validFrom: Date | null;
  readonly validUntil: Date | null;
  /** The document as parsed. */
  readonly document: Readonly<Record<string, unknown>>;
}

export interface Verification {
  readonly verdict: Verdict;
  readonly checks: readonly Check[];
  readonly credential: ReadCredential | null;
}

/** Verifies anybody's credential: a JSON document, a JWT, or a PNG or SVG that carries one. Never throws for what it is given. */
export type VerifyCredential = (given: Uint8Array, now: Date) => Promise<Verification>;
