import {
  type CertificateCommand,
  certificateDecider,
  type CertificateState,
  type Issued,
} from '@laurel/certification-domain';
import { type CertificateEvent } from '@laurel/contracts';
import { type Cause, type EventStore, run } from '@laurel/kernel';

export const streamOfCertificate = (certificate: string): string => `certificate-${certificate}`;

export interface WrittenCertificate {
  readonly state: CertificateState;
  readonly history: readonly { readonly event: CertificateEvent; readonly at: Date }[];
}

export const readCertificate = async (
  store: Pick<EventStore, 'read'>,
  certificate: string,
): Promise<WrittenCertificate> => {
  const stored = await store.read(streamOfCertificate(certificate));
  const history = stored.map((one) => ({ event: certificateDecider.read(one), at: one.recordedAt }));
  const state = history.map(({ event }) => event).reduce(certificateDecider.evolve, certificateDecider.initial);
  return { state, history };
};

export const issuedIn = ({ state }: WrittenCertificate): Issued | undefined =>
  state.is === 'issued' ? state : undefined;

export const tellCertificate = (
  store: EventStore,
  certificate: string,
  { command, cause }: { readonly command: CertificateCommand; readonly cause: Cause },
): Promise<readonly CertificateEvent[]> =>
  run(store, certificateDecider, { stream: streamOfCertificate(certificate), command, cause });
