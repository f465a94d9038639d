import { type StatusPlace, type StatusPurpose } from '../award.ts';
import { type HeldCertificate } from '../path/ways.ts';
import { type CertificateStatus } from './certificate.state.ts';

/** Where a certificate stands, derived from its decisions. */
export interface ListedCertificate {
  readonly certificate: string;
  readonly programme: string;
  readonly programmeVersion: number;
  readonly learner: string;
  readonly number: number;
  readonly level: string | undefined;
  readonly status: CertificateStatus;
  readonly issuedAt: Date;
  readonly expiresAt: Date | undefined;
  readonly signedAt: Date | undefined;
  readonly deliveredAt: Date | undefined;
  /** The one that follows it. */
  readonly next: string | undefined;
  readonly why: string | undefined;
}

export interface CertificatesWanted {
  readonly programme?: string | undefined;
  readonly learner?: string | undefined;
  readonly status?: CertificateStatus | undefined;
  /** Behind this one, in the order of their ids: that in which they were issued. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** The titles of programmes and the order of their levels are not derived here. */
export type HeldRow = Omit<HeldCertificate, 'title' | 'levels'> & { readonly programmeVersion: number };

/** Answers from what was decided before it was asked. */
export interface CertificateList {
  find(certificate: string): Promise<ListedCertificate | undefined>;
  page(wanted: CertificatesWanted): Promise<readonly ListedCertificate[]>;
  /** In force, by learner. */
  heldBy(learners: readonly string[]): Promise<ReadonlyMap<string, readonly HeldRow[]>>;
  /** Whose renewal window opened, or whose end came, and nothing was said of it yet. */
  due(now: Date, limit: number): Promise<readonly string[]>;
  /** In force and not signed, behind `after` in the order of their ids. */
  unsigned(page: { readonly after?: string | undefined; readonly limit: number }): Promise<readonly string[]>;
  /** How many of a programme have each status. */
  counts(programme: string): Promise<Readonly<Partial<Record<CertificateStatus, number>>>>;
  /** The places of a list whose certificates have lost their force in this way. */
  statusesSet(list: string, purpose: StatusPurpose): Promise<readonly number[]>;
}

/** Gives each certificate one place for good: the same when asked again, at random, and never one that another has. */
export interface StatusPlaces {
  take(certificate: string): Promise<StatusPlace>;
  /** The lists in which a place was taken. */
  lists(): Promise<readonly string[]>;
}
