import { RuleFired } from '@laurel/contracts';
import { type Reactor } from '@laurel/kernel';
import { consider } from './consider.ts';
import { type DeliveryDeps, occasionOfFiring } from './delivery.deps.ts';

/** A rule fired: the message is requested, deferred or suppressed, and says why. Durable when it resolves. */
export const onRuleFired =
  (deps: DeliveryDeps): Reactor =>
  (event) =>
    consider(deps, occasionOfFiring(RuleFired.read(event).data), {
      causation: event.id,
      correlation: event.cause.correlation,
    });
