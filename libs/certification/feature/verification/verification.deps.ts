import { type FetchPublic, type ReadPublicDocument } from '@laurel/certification-domain';
import { type EndorsementPorts } from '../endorsements/endorsements.deps.ts';

/** What is known here of a certificate that was issued here. */
export interface KnownCertificate {
  readonly certificate: string;
  readonly learner: string;
  readonly title: string;
  readonly state: string;
  readonly why: string | null;
  /** The certificate that follows it. */
  readonly next: string | null;
  readonly issuedAt: Date;
  readonly expiresAt: Date | null;
  /** As it was signed; null: it is not signed yet. */
  readonly signed: { readonly document: string; readonly jwt: string } | null;
}

export interface SharingPorts extends Pick<EndorsementPorts, 'store' | 'addresses' | 'issuerName'> {
  /** undefined: there is none. */
  readonly findCertificate: (id: string) => Promise<KnownCertificate | undefined>;
  /** Signs a text for the link by which a learner decides what is public. */
  readonly signSharing: (text: string) => string;
}

export interface VerificationPorts extends EndorsementPorts, SharingPorts {
  readonly fetch: FetchPublic;
  readonly readPublic: ReadPublicDocument;
  readonly nameOf: (learner: string) => Promise<string | undefined>;
  /** A PNG of a certificate that is shown. */
  readonly drawPicture: (shown: ShownPicture) => Promise<Uint8Array>;
}
export const VERIFICATION_PORTS = Symbol('VerificationPorts');

export interface ShownPicture {
  readonly title: string;
  readonly issuer: string;
  /** null: the learner does not show the name. */
  readonly holder: string | null;
  readonly document: string;
}
