import { NoticeFellDue } from '@laurel/contracts';
import { type Reactor } from '@laurel/kernel';
import { consider } from './consider.ts';
import { type DeliveryDeps } from './delivery.deps.ts';
import { occasionOfNotice } from './occasion.ts';

/** A certificate changed: its owner's mail is requested, deferred or suppressed, and says why. Durable when it resolves. */
export const onNoticeFellDue =
  (deps: DeliveryDeps): Reactor =>
  async (event) => {
    await consider(deps, occasionOfNotice(NoticeFellDue.read(event).data), {
      causation: event.id,
      correlation: event.cause.correlation,
    });
  };
