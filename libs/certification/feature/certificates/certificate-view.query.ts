import { criteriaSentences, type ListedCertificate } from '@laurel/certification-domain';
import { type CertificateEvent, type CertificateSummary, type CertificateView } from '@laurel/contracts';
import { type CertificationPorts } from '../certification.deps.ts';
import { readProgramme, versionOf } from '../programmes/programme-book.ts';
import { issuedIn, readCertificate } from './certificate-book.ts';

const orNull = <T>(value: T | undefined): T | null => value ?? null;
const timeOf = (at: Date | undefined): string | null => at?.toISOString() ?? null;

export const summaryOfCertificate = (one: ListedCertificate): CertificateSummary => ({
  ...{ certificate: one.certificate, programme: one.programme, programmeVersion: one.programmeVersion },
  ...{ learner: one.learner, number: one.number, level: orNull(one.level), status: one.status, why: orNull(one.why) },
  ...{ issuedAt: one.issuedAt.toISOString(), expiresAt: timeOf(one.expiresAt), signedAt: timeOf(one.signedAt) },
  ...{ deliveredAt: timeOf(one.deliveredAt), next: orNull(one.next) },
});

/** undefined: there is none of that id. */
export const viewOfCertificate = async (
  { store, certificates }: Pick<CertificationPorts, 'store' | 'certificates'>,
  id: string,
): Promise<CertificateView | undefined> => {
  const [listed, written] = await Promise.all([certificates.find(id), readCertificate(store, id)]);
  const state = issuedIn(written);
  if (!listed || !state) return undefined;
  const programme = await readProgramme(store, listed.programme);
  if (!programme) throw new Error(`there is no programme ${listed.programme}`);
  const definition = versionOf(programme, listed.programmeVersion);
  const title = definition.levels.find(({ id: level }) => level === listed.level)?.title;
  return {
    ...summaryOfCertificate(listed),
    title: title === undefined ? definition.title : `${definition.title}, ${title}`,
    criteria: [...criteriaSentences(definition, listed.level)],
    evidence: state.issued.evidence,
    history: written.history.map(({ event, at }) => ({ at: at.toISOString(), ...said(event) })),
  };
};

const said = (event: CertificateEvent): { what: string; why: string | null; by: string | null } => ({
  what: event.type
    .slice(event.type.indexOf('.') + 1)
    .replace(/^(Certificate|Credential)/, '')
    .toLowerCase(),
  why: whyOf(event),
  by: 'by' in event.data ? event.data.by : null,
});

const whyOf = ({ data }: CertificateEvent): string | null => {
  if ('after' in data && data.after) return `${data.after.is} ${data.after.certificate}: ${data.after.why}`;
  return 'why' in data ? data.why : null;
};
