import { type CertificateNotice, type DueLooks } from '@laurel/contracts';
import {
  type CertificateList,
  type CredentialStore,
  type MakeCertificateFiles,
  type PathList,
  type SignCredentials,
  type StatusPlaces,
} from '@laurel/certification-domain';
import { type CriteriaReader } from '@laurel/criteria-read-model';
import { type Clock, type EventSearch, type EventStore } from '@laurel/kernel';
import { type Logger } from '@laurel/platform';

/** Where the owner of a certificate is reached. Only `people` knows. */
export type FindOwner = (
  learner: string,
) => Promise<{ readonly name: string; readonly email: string; readonly language?: string | undefined } | undefined>;

/** What programmes, paths and certificates need, at the edge and in the background. */
export interface CertificationPorts {
  readonly store: EventStore;
  readonly search: EventSearch;
  readonly criteria: Pick<CriteriaReader, 'people' | 'matchingLearners'>;
  readonly certificates: CertificateList;
  readonly paths: PathList;
  readonly credentials: CredentialStore;
  readonly clock: Clock;
}
export const CERTIFICATION_PORTS = Symbol('CertificationPorts');

/** What the loops need beside. */
export interface CertificationDeps extends CertificationPorts {
  readonly places: StatusPlaces;
  readonly sign: Pick<SignCredentials, 'sign'>;
  readonly owner: FindOwner;
  readonly due: DueLooks;
  readonly log: Logger;
  readonly sweepSeconds: number;
}

/** What a mail about a certificate is written with. */
export interface NoticePorts extends Pick<CertificationPorts, 'store' | 'credentials'> {
  readonly places: StatusPlaces;
  readonly owner: FindOwner;
  readonly files: MakeCertificateFiles;
  readonly linksOf: (certificate: string) => CertificateNotice['links'];
}
