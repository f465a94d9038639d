import { type SampledCertificate } from '@laurel/contracts';
import {
  type EndorsementLooks,
  type ProgrammeStanding,
  type PublicAddresses,
  type VerifyCredential,
} from '@laurel/certification-domain';
import { type Clock, type EventSearch, type EventStore } from '@laurel/kernel';

/** What a programme's version says of itself to outsiders. */
export interface EndorsedProgramme {
  readonly title: string;
  readonly description: string;
  readonly criteria: readonly string[];
}

/** A certificate in force that an endorsement reaches. */
export interface Holder {
  readonly certificate: string;
  readonly programme: string;
  readonly learner: string;
}

/** What endorsements need to know of programmes and certificates. */
export interface EndorsedThings {
  readonly programme: (id: string, version: number) => Promise<EndorsedProgramme | undefined>;
  readonly programmeOf: (certificate: string) => Promise<{ readonly id: string; readonly version: number } | undefined>;
  /** undefined: there is no such programme. */
  readonly standing: (programme: string) => Promise<ProgrammeStanding | undefined>;
  /** Certificates of a version with their evidence, at most so many. The same for the same seed. */
  readonly sample: (wanted: SampleWanted) => Promise<readonly SampledCertificate[]>;
  /** Certificates in force of a version of a programme; of all programmes where none is named. */
  readonly holders: (of?: { readonly id: string; readonly version: number }) => AsyncIterable<Holder>;
}

export interface SampleWanted {
  readonly programme: string;
  readonly version: number;
  readonly size: number;
  readonly seed: string;
}

export interface EndorsementPorts {
  readonly store: EventStore;
  readonly search: EventSearch;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly verify: VerifyCredential;
  /** The same, with every address asked anew: a body may have published or withdrawn a moment ago. */
  readonly verifyAnew: VerifyCredential;
  readonly looks: EndorsementLooks;
  readonly addresses: PublicAddresses;
  readonly issuerName: string;
  /** Whether an id, key or address is the issuer's own. */
  readonly isOwn: (id: string) => boolean;
  readonly things: EndorsedThings;
}
export const ENDORSEMENT_PORTS = Symbol('EndorsementPorts');
