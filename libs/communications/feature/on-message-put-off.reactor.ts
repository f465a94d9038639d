import { MessageDeferred, SendPostponed } from '@laurel/contracts';
import { type WaitingList } from '@laurel/communications-domain';
import { type Reactor, type RecordedEvent } from '@laurel/kernel';
import { consider } from './consider.ts';
import { type DeliveryDeps } from './delivery.deps.ts';
import { occasionOf } from './occasion.ts';

/** Deferred and postponed messages go on the list of what waits. */
export const onMessagePutOff =
  (waiting: WaitingList): Reactor =>
  async (event) => {
    const { firing, until } = putOff(event);
    await waiting.put({ firing, until: new Date(until) });
  };

const putOff = (event: RecordedEvent): { firing: string; until: string } =>
  event.type === MessageDeferred.type ? MessageDeferred.read(event).data : SendPostponed.read(event).data;

const BATCH = 500;

/**
 * Considers anew what is due, and takes it off the list afterwards: a death in between considers it once more. What is
 * still stopped only moves on the list, for history has nothing to say of it.
 */
export const wakeDue = async (deps: DeliveryDeps): Promise<void> => {
  for (const one of await deps.waiting.due(deps.clock.now(), BATCH)) {
    const occasion = await occasionOf(deps, one.firing);
    const cause = { causation: `due-${one.until.toISOString()}`, correlation: one.firing };
    const { againAt } = await consider(deps, occasion, cause);
    if (againAt) await deps.waiting.put({ firing: one.firing, until: againAt });
    else await deps.waiting.remove(one);
  }
};
