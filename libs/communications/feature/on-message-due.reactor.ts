import { MessageDue } from '@laurel/contracts';
import { type Reactor } from '@laurel/kernel';
import { consider } from './consider.ts';
import { type DeliveryDeps } from './delivery.deps.ts';
import { occasionOfStep } from './occasion.ts';

/** A step of a campaign is due for a person: the message is requested, deferred or suppressed, and says why. */
export const onMessageDue =
  (deps: DeliveryDeps): Reactor =>
  async (event) => {
    await consider(deps, occasionOfStep(MessageDue.read(event).data), {
      causation: event.id,
      correlation: event.cause.correlation,
    });
  };
