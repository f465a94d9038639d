/** A way to lose a certificate's force that outsiders can look up: for good, or until it is lifted. */
export type StatusPurpose = 'revocation' | 'suspension';

/** Where a certificate's status stands: the same index in the list of each purpose. */
export interface StatusPlace {
  readonly list: string;
  readonly index: number;
}

/** What a programme's version asks and gives, in words for outsiders. */
export interface AwardedProgramme {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly description: string;
  /** What had to be done, one sentence each. */
  readonly criteria: readonly string[];
  readonly level?: string;
}

/** What a certificate says, without a word about the format that it travels in. */
export interface Award {
  /** UUID of the certificate; its public address follows from it. */
  readonly certificate: string;
  readonly programme: AwardedProgramme;
  /** Only a salted hash of it leaves the house. */
  readonly email: string;
  readonly issuedAt: Date;
  /** null: it does not expire. */
  readonly expiresAt: Date | null;
  /** What was done, as known when it was issued, one sentence each. */
  readonly evidence: readonly string[];
  readonly status: StatusPlace;
}
