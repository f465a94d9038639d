import { MessageDeferred, SendPostponed } from '@laurel/contracts';
import { type WaitingList } from '@laurel/communications-domain';
import { type Reactor, type RecordedEvent } from '@laurel/kernel';
import { consider } from './consider.ts';
import { type DeliveryDeps } from './delivery.deps.ts';
import { handleDue } from './handle-due.ts';
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

/** Considers anew what is due. What is still stopped only moves on the list, for history has nothing to say of it. */
export const wakeDue = (deps: DeliveryDeps): Promise<void> =>
  handleDue(deps, async ({ firing, until }) => {
    const occasion = await occasionOf(deps, firing);
    const cause = { causation: `due-${until.toISOString()}`, correlation: firing };
    const { againAt } = await consider(deps, occasion, cause);
    if (againAt) await deps.waiting.put({ firing, until: againAt });
  });
