import { type Waiting, type WaitingList } from '@laurel/communications-domain';
import { type Clock } from '@laurel/kernel';

/** At one look; the rest at the next. */
const MOST = 500;

/**
 * Handles what is due of a list, one after the other; others may do the same at the same time. Each is taken off
 * afterwards: a death in between handles it once more, some minutes later.
 */
export const handleDue = async (
  { waiting, clock }: { readonly waiting: WaitingList; readonly clock: Clock },
  handle: (one: Waiting) => Promise<void>,
): Promise<void> => {
  for (let handled = 0; handled < MOST; handled++) {
    const one = await waiting.take(clock.now());
    if (!one) return;
    await handle(one);
    await waiting.done(one);
  }
};
