import { type Cause } from '@laurel/kernel';
import { circumstancesOf } from './circumstances.ts';
import { type DeliveryDeps } from './delivery.deps.ts';
import { type Occasion } from './occasion.ts';
import { tellMessage } from './tell-message.ts';

/** Asks the message whether it shall be sent now; asking again is harmless. */
export const consider = async (deps: DeliveryDeps, occasion: Occasion, cause: Cause): Promise<void> => {
  const { of, template, channel } = occasion;
  const counted = await circumstancesOf(deps, occasion);
  await tellMessage(deps, {
    ...{ counted, cause },
    commandFor: (contact) => ({
      ...{ type: 'Consider', of, template, channel },
      circumstances: { ...counted, contact },
    }),
  });
};
