import { MessageRejected } from '@laurel/contracts';
import { addressDecider, addressStream, type SuppressAddress } from '@laurel/communications-domain';
import { type Cause, type EventStore, type Reactor, run } from '@laurel/kernel';

/** Nothing goes there any more; saying it again is harmless. */
export const suppressAddress = async (
  store: Pick<EventStore, 'read' | 'append'>,
  bounced: Omit<SuppressAddress, 'type'>,
  cause: Cause,
): Promise<void> => {
  const command = { type: 'Suppress', ...bounced } as const;
  await run(store, addressDecider, { stream: addressStream(bounced.address), command, cause });
};

/** A server that takes nothing for an address said so for good. */
export const onMessageRejected =
  (store: Pick<EventStore, 'read' | 'append'>): Reactor =>
  async (event) => {
    const { address, learner, message, why: status } = MessageRejected.read(event).data;
    if (address === undefined) return;
    const cause = { causation: event.id, correlation: event.cause.correlation };
    await suppressAddress(store, { address, learner, because: 'hard-bounce', status, message }, cause);
  };
