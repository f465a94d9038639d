import { CertificateShared, SharingEnded } from '@laurel/contracts';
import { BadEvent, type Decider, type EventOf, type StoredEvent } from '@laurel/kernel';

export type SharingEvent = EventOf<typeof CertificateShared | typeof SharingEnded>;

/** What strangers see of a certificate. */
export interface Sharing {
  readonly isPublic: boolean;
  readonly withName: boolean;
}

export type SharingCommand = { readonly certificate: string; readonly learner: string } & (
  { readonly type: 'Share'; readonly withName: boolean } | { readonly type: 'TakeBack' }
);

export const sharingStream = (certificate: string): string => `sharing-${certificate}`;

/** Only the learner decides it; who may speak for the learner is settled before. */
export const sharingDecider: Decider<Sharing, SharingCommand, SharingEvent> = {
  initial: { isPublic: false, withName: false },
  read: (stored) => read(stored),
  evolve: (_, event) =>
    event.type === 'certification.CertificateShared'
      ? { isPublic: true, withName: event.data.withName }
      : { isPublic: false, withName: false },
  decide: ({ isPublic, withName }, command) => {
    const { certificate, learner } = command;
    if (command.type === 'TakeBack') return isPublic ? [SharingEnded.of({ certificate, learner })] : [];
    if (isPublic && withName === command.withName) return [];
    return [CertificateShared.of({ certificate, learner, withName: command.withName })];
  },
};

const read = (stored: StoredEvent): SharingEvent => {
  const definition = [CertificateShared, SharingEnded].find(({ type }) => type === stored.type);
  if (!definition) throw new BadEvent('event.type', `${stored.type} is no decision about sharing`);
  return definition.read(stored);
};
