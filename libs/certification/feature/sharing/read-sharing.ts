import { type Sharing, sharingDecider, sharingStream } from '@laurel/certification-domain';
import { type EventStore } from '@laurel/kernel';

/** What strangers see of a certificate; nothing where nobody decided. */
export const readSharing = async (store: Pick<EventStore, 'read'>, certificate: string): Promise<Sharing> =>
  (await store.read(sharingStream(certificate)))
    .map(sharingDecider.read)
    .reduce(sharingDecider.evolve, sharingDecider.initial);
