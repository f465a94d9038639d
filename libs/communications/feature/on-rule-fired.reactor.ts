import { RuleFired } from '@laurel/contracts';
import { type Reactor } from '@laurel/kernel';
import { consider } from './consider.ts';
import { type DeliveryDeps } from './delivery.deps.ts';
import { occasionOfFiring } from './occasion.ts';

/** A rule fired: the message is requested, deferred or suppressed, and says why. Durable when it resolves. */
export const onRuleFired =
  (deps: DeliveryDeps): Reactor =>
  async (event) => {
    const fired = RuleFired.read(event).data;
    if (fired.mode === 'shadow') return; // kept to be looked at; nobody is written to
    await consider(deps, occasionOfFiring(fired), { causation: event.id, correlation: event.cause.correlation });
  };
