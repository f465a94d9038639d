import {
  certificateDecider,
  type CertificateCommand,
  type CertificateState,
  isRevokedByPerson,
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
  const { graceUntil: _, at: __, ...rest } = completed;
  const issued: IssuedCertificate = rest;
  const { certificate, programme, programmeVersion, learner, number } = issued;
  if (before.is === 'withheld') {
    const of = { certificate, programme, programmeVersion, learner, number };
    return { type: 'Withhold', of, why: 'the certificate before was withheld' };
  }
  if (before.is === 'issued' && isRevokedByPerson(before)) {
    const of = { certificate, programme, programmeVersion, learner, number };
    return { type: 'Withhold', of, why: `the certificate before was revoked: ${before.why ?? ''}` };
  }
  const suspended =
    before.is === 'issued' && before.status === 'suspended'
      ? { why: before.why ?? 'the certificate before is suspended', by: before.by ?? 'facts' }
      : undefined;
  return { type: 'Issue', issued, suspended };
};
