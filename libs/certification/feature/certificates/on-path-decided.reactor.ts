import {
  BY_FACTS,
  certificateDecider,
  type CertificateCommand,
  type CertificateState,
  isRevokedByPerson,
  ofCertificate,
} from '@laurel/certification-domain';
import { type CompletedPath, type IssuedCertificate, PathCompleted, PathReopened } from '@laurel/contracts';
import { type Cause, type EventStore, type Reactor, runMany } from '@laurel/kernel';
import { streamOfCertificate, tellCertificate } from './certificate-book.ts';

/**
 * A path was completed: its certificate is issued, and what becomes of the one before is decided in the same transaction.
 * It was reopened: the certificate is revoked, with the facts' reason. Both once, however often it is heard.
 */
export const onPathDecided =
  (store: EventStore): Reactor =>
  async (event) => {
    const cause = { causation: event.id, correlation: event.cause.correlation };
    if (event.type === PathCompleted.type) return issue(store, PathCompleted.read(event).data, cause);
    const { certificate, why } = PathReopened.read(event).data;
    await tellCertificate(store, certificate, { command: { type: 'LoseGround', why }, cause });
  };

const issue = async (store: EventStore, completed: CompletedPath, cause: Cause): Promise<void> => {
  const { certificate, after } = completed;
  const own = streamOfCertificate(certificate);
  const before = after && streamOfCertificate(after.certificate);
  await runMany(store, certificateDecider, {
    streams: [...(before === undefined ? [] : [before]), own], // the one before is read first
    commands: () => {
      let predecessor: CertificateState = { is: 'none' };
      return (stream, state): CertificateCommand | undefined => {
        if (stream === own) return commandFor(completed, predecessor);
        predecessor = state;
        return after && { type: 'Succeed', next: certificate, is: after.is, why: after.why };
      };
    },
    cause,
  });
};

const commandFor = (completed: CompletedPath, before: CertificateState): CertificateCommand => {
  const issued = issuedOf(completed);
  const why = whyWithheld(before);
  if (why !== undefined) return { type: 'Withhold', of: ofCertificate(issued), why };
  return { type: 'Issue', issued, suspended: suspensionOf(before) };
};

const issuedOf = ({ level, evidence, after, ...completed }: CompletedPath): IssuedCertificate => ({
  ...ofCertificate(completed),
  ...{ issuedAt: completed.issuedAt, expiresAt: completed.expiresAt, renewableFrom: completed.renewableFrom, evidence },
  ...(level === undefined ? {} : { level }),
  ...(after ? { after } : {}),
});

/** What a person took, facts alone do not give back. */
const whyWithheld = (before: CertificateState): string | undefined => {
  if (before.is === 'withheld') return 'the certificate before was withheld';
  if (before.is !== 'issued' || !isRevokedByPerson(before)) return undefined;
  return `the certificate before was revoked: ${before.why ?? 'by a person'}`;
};

const suspensionOf = (before: CertificateState): { readonly why: string; readonly by: string } | undefined => {
  if (before.is !== 'issued' || before.status !== 'suspended') return undefined;
  const { why = 'the certificate before is suspended', by = BY_FACTS } = before;
  return { why, by };
};
