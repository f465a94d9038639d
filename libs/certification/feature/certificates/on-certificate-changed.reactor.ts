import { certificateDecider, type Issued, ofCertificate } from '@laurel/certification-domain';
import {
  CertificateExpired,
  CertificateExpiring,
  type CertificateEvent,
  CertificateIssued,
  CertificateReinstated,
  CertificateRevoked,
  CertificateSuperseded,
  CertificateSuspended,
  CredentialSigned,
  type DueLooks,
  NoticeFellDue,
  type NoticeKind,
} from '@laurel/contracts';
import { Conflict, type EventStore, type Reactor, type RecordedEvent } from '@laurel/kernel';
import { issuedIn, readCertificate } from './certificate-book.ts';

/** Changes of who holds what: paths of other programmes may count on it. */
export const HOLDING: ReadonlySet<string> = new Set([
  CertificateIssued.type,
  CertificateSuspended.type,
  CertificateReinstated.type,
  CertificateExpired.type,
  CertificateSuperseded.type,
  CertificateRevoked.type,
]);

/** Changes that the owner is told of. What was superseded is told of by the one that takes its place. */
export const TOLD: ReadonlySet<string> = new Set([
  CertificateExpiring.type,
  CredentialSigned.type,
  CertificateSuspended.type,
  CertificateReinstated.type,
  CertificateExpired.type,
  CertificateRevoked.type,
]);

/** Who holds another certificate now, or no longer, is looked at again in all programmes. */
export const onHoldingChanged =
  (due: DueLooks): Reactor =>
  (event) =>
    due.add([{ learner: certificateDecider.read(event).data.learner, course: '' }]);

/** The owner is to be told: one notice for each change, and none of what was never signed. */
export const onCertificateChanged =
  (store: EventStore): Reactor =>
  async (event) => {
    const { certificate } = certificateDecider.read(event).data;
    const written = await readCertificate(store, certificate);
    const [issued, told] = [issuedIn(written), written.history[event.streamPosition]?.event];
    const kind = issued && told && kindOf(told, issued);
    if (!kind) return;
    const wasSigned = written.history
      .slice(0, event.streamPosition + 1)
      .some((one) => one.event.type === CredentialSigned.type);
    if (wasSigned) await notice(store, { event, issued, kind, why: 'why' in told.data ? told.data.why : undefined });
  };

const kindOf = (event: CertificateEvent, issued: Issued): NoticeKind | undefined => {
  switch (event.type) {
    case 'certification.CredentialSigned':
      return signedKind(issued);
    case 'certification.CertificateSuspended':
      return 'suspended';
    case 'certification.CertificateReinstated':
      return 'reinstated';
    case 'certification.CertificateExpiring':
      return 'expiring';
    case 'certification.CertificateExpired':
      return issued.next === undefined ? 'expired' : undefined; // renewed in time: nothing ends
    case 'certification.CertificateRevoked':
      return 'revoked';
    default:
      return undefined;
  }
};

const signedKind = ({ issued: { after } }: Issued): NoticeKind => {
  if (!after) return 'issued';
  return after.is === 'renewed' ? 'renewed' : 'replaced';
};

interface Told {
  readonly event: RecordedEvent;
  readonly issued: Issued;
  readonly kind: NoticeKind;
  readonly why: string | undefined;
}

/** Durable, once: a conflict means that it was decided before. */
const notice = async (store: EventStore, { event, issued, kind, why }: Told): Promise<void> => {
  const of = ofCertificate(issued.issued);
  const firing = `certificate-${of.certificate}-${kind}-${event.streamPosition}`;
  const reason = kind === 'replaced' ? issued.issued.after?.why : why;
  const due = NoticeFellDue.of({ firing, ...of, kind, ...(reason === undefined ? {} : { why: reason }) });
  const cause = { causation: event.id, correlation: event.cause.correlation };
  await store.append(`firing-${firing}`, 0, [due], cause).catch((error: unknown) => {
    if (!(error instanceof Conflict)) throw error;
  });
};
