import {
  type CertificationDeps,
  type CertificationPorts,
  type NoticePorts,
  sharingLink,
} from '@laurel/certification-feature';
import {
  openCertificateList,
  openCredentialStore,
  openPathList,
  openStatusPlaces,
} from '@laurel/certification-postgres';
import { openDueLooks } from '@laurel/engagement-postgres';
import { publicUrlOf } from '@laurel/platform';
import { type Pool } from 'pg';
import { engagementOf, type Parts } from './parts.ts';

/** Where paths and certificates stand, and what was signed. */
export const openCertification = async (pool: Pool) => ({
  certificates: await openCertificateList(pool),
  paths: await openPathList(pool),
  places: await openStatusPlaces(pool),
  credentials: await openCredentialStore(pool),
  duePaths: await openDueLooks(pool, 'due_path'),
});

/** What the addresses of programmes, paths and certificates are answered with. */
export const certificationOf = (parts: Parts): CertificationPorts => ({
  ...parts.certification,
  ...{ store: parts.eventStore, search: parts.eventStore, clock: parts.clock },
  criteria: engagementOf(parts).criteria,
});

/** What leads from facts to signed certificates, again and again. */
export const certifyingOf = (parts: Parts): CertificationDeps => ({
  ...certificationOf(parts),
  ...{ places: parts.certification.places, due: parts.certification.duePaths, sign: parts.signer, log: parts.log },
  owner: (learner) => parts.people.find(learner),
  sweepSeconds: parts.settings.LAUREL_SWEEP_SECONDS,
});

/** Contexts meet here: certification writes what communications sends. */
export const noticesOf = (parts: Parts): NoticePorts => ({
  ...{ store: parts.eventStore, credentials: parts.certification.credentials, places: parts.certification.places },
  owner: (learner) => parts.people.find(learner),
  linksOf: (certificate) => ({
    verify: parts.issuer.addresses.verify(certificate),
    sharing: sharingLink(
      { signSharing: parts.signing.signSharing, publicUrl: publicUrlOf(parts.settings) },
      certificate,
    ),
  }),
  files: parts.certificateFiles,
});
