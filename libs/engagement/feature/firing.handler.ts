import { type RuleFired } from '@laurel/contracts';
import { type Cause, Conflict, type EventOf, type EventStore } from '@laurel/kernel';

export const streamOfFiring = (firing: string): string => `firing-${firing}`;

/** Keeps a firing, once: true when it is new. A conflict means that it fired before. Durable when it resolves. */
export const recordFiring = async (
  store: EventStore,
  firing: EventOf<typeof RuleFired>,
  cause: Cause,
): Promise<boolean> => {
  try {
    await store.append(streamOfFiring(firing.data.firing), 0, [firing], cause);
    return true;
  } catch (error) {
    if (error instanceof Conflict) return false;
    throw error;
  }
};
