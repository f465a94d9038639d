import { type Cause } from '@laurel/kernel';
import { circumstancesOf } from './circumstances.ts';
import { type DeliveryDeps } from './delivery.deps.ts';
import { type Occasion } from './occasion.ts';
import { tellMessage } from './tell-message.ts';

/**
 * Asks the message whether it shall be sent now; asking again is harmless. Answers when to ask again where nothing was
 * decided, for sending is still stopped.
 */
export const consider = async (
  deps: DeliveryDeps,
  occasion: Occasion,
  cause: Cause,
): Promise<{ readonly againAt?: Date }> => {
  const { of, template, channel } = occasion;
  const counted = await circumstancesOf(deps, occasion);
  const decided = await tellMessage(deps, {
    ...{ counted, cause },
    commandFor: (contact) => ({
      ...{ type: 'Consider', of, template, channel },
      circumstances: { ...counted, contact },
    }),
  });
  return decided.length === 0 && counted.gate.is === 'wait' ? { againAt: counted.gate.until } : {};
};
