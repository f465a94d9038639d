import { awardOf, type CertificateStatus, type Issued, renewalSentences } from '@laurel/certification-domain';
import {
  type Attachment,
  type NoticeDue,
  type NoticeKind,
  PLAIN_DESIGN,
  type ProgrammeDefinition,
  type WriteCertificateNotice,
} from '@laurel/contracts';
import { type NoticePorts } from '../certification.deps.ts';
import { readProgramme, versionOf } from '../programmes/programme-book.ts';
import { issuedIn, readCertificate } from './certificate-book.ts';

/** Mails that carry the certificate itself, which makes no sense any more once it has lost its force. */
const CARRIES: ReadonlySet<NoticeKind> = new Set(['issued', 'renewed', 'replaced', 'reinstated']);

const IN_FORCE: ReadonlySet<CertificateStatus> = new Set(['valid', 'renewed']);

const titleWith = ({ title, levels }: ProgrammeDefinition, level: string | undefined): string => {
  const reached = levels.find(({ id }) => id === level);
  return reached ? `${title}, ${reached.title}` : title;
};

/** Contexts meet here: certification says what communications sends. */
export const noticeWriter =
  (ports: NoticePorts): WriteCertificateNotice =>
  async (due) => {
    const state = issuedIn(await readCertificate(ports.store, due.certificate));
    if (!state) return { why: 'there is no such certificate' };
    const { status, issued } = state;
    if (CARRIES.has(due.kind) && !IN_FORCE.has(status)) return { why: `the certificate is ${status}` };
    const programme = await readProgramme(ports.store, due.programme);
    if (!programme) return { why: `there is no programme ${due.programme}` };
    const definition = versionOf(programme, due.programmeVersion);
    return {
      title: titleWith(definition, issued.level),
      links: ports.linksOf(due.certificate),
      expiresAt: issued.expiresAt,
      asks: due.kind === 'expiring' ? renewalSentences(definition, issued.level) : [],
      attachments: CARRIES.has(due.kind) ? await filesOf(ports, due, state) : [],
    };
  };

const filesOf = async (
  ports: NoticePorts,
  { certificate, learner, programme: id, programmeVersion }: NoticeDue,
  { issued }: Issued,
): Promise<readonly Attachment[]> => {
  const [signed, owner, programme] = await Promise.all([
    ports.credentials.find(certificate),
    ports.owner(learner),
    readProgramme(ports.store, id),
  ]);
  if (!signed || !owner || !programme) return [];
  const status = await ports.places.take(certificate);
  const definition = versionOf(programme, programmeVersion);
  const award = awardOf(issued, definition, { email: owner.email, status });
  const { name, language } = owner;
  return ports.files({
    design: definition.design ?? PLAIN_DESIGN,
    award,
    name,
    signed,
    language,
    verifyUrl: ports.linksOf(certificate).verify,
  });
};
