import { SuggestionTaken } from '@laurel/contracts';
import { type Reactor } from '@laurel/kernel';
import { consider } from '../consider.ts';
import { type DeliveryDeps } from '../delivery.deps.ts';
import { occasionOfSuggestion } from '../occasion.ts';

/** A manager took up a suggestion: the message to the person is requested, deferred or suppressed, and says why. */
export const onSuggestionTaken =
  (deps: DeliveryDeps): Reactor =>
  async (event) => {
    await consider(deps, occasionOfSuggestion(SuggestionTaken.read(event).data), {
      causation: event.id,
      correlation: event.cause.correlation,
    });
  };
