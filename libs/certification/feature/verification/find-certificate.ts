import { type CertificationPorts } from '../certification.deps.ts';
import { issuedIn, readCertificate } from '../certificates/certificate-book.ts';
import { readProgramme } from '../programmes/programme-book.ts';
import { type KnownCertificate } from './verification.deps.ts';

/** A certificate of this house, with what was signed; undefined: there is none. */
export const findCertificateIn =
  ({ store, certificates, credentials }: Pick<CertificationPorts, 'store' | 'certificates' | 'credentials'>) =>
  async (id: string): Promise<KnownCertificate | undefined> => {
    const listed = await certificates.find(id);
    if (!listed) return undefined;
    const { certificate, learner, status: state, why = null, next = null, issuedAt, expiresAt = null } = listed;
    const [title, signed] = await Promise.all([titleOf(store, certificate), credentials.find(certificate)]);
    return { ...{ certificate, learner, title, state, why, next, issuedAt, expiresAt }, signed: signed ?? null };
  };

const titleOf = async (store: CertificationPorts['store'], certificate: string): Promise<string> => {
  const issued = issuedIn(await readCertificate(store, certificate))?.issued;
  const definition = issued && (await readProgramme(store, issued.programme))?.definitions.get(issued.programmeVersion);
  const level = definition?.levels.find(({ id }) => id === issued?.level);
  return [definition?.title ?? 'Certificate', level?.title].filter(Boolean).join(', ');
};
