import { type AddressEvent, addressEvents, AddressSuppressed, SuppressionLifted } from '@laurel/contracts';
import { BadEvent, type Decider, Refused } from '@laurel/kernel';

/** May anything go to an address? Stream `address-<digest>`. */
export type AddressState = { readonly is: 'open' } | { readonly is: 'suppressed'; readonly why: string };

/** The mailbox does not exist, or its owner called a message spam. */
export interface SuppressAddress {
  readonly type: 'Suppress';
  readonly address: string;
  readonly learner: string;
  readonly because: 'hard-bounce' | 'complaint';
  readonly status: string;
  readonly message: string | undefined;
}
/** An operator knows that it works. */
export interface LiftSuppression {
  readonly type: 'Lift';
  readonly address: string;
  readonly learner: string;
  readonly why: string;
}
export type AddressCommand = SuppressAddress | LiftSuppression;

export const addressStream = (digest: string): string => `address-${digest}`;

const definitions = new Map<string, (typeof addressEvents)[number]>(addressEvents.map((one) => [one.type, one]));

export const addressDecider: Decider<AddressState, AddressCommand, AddressEvent> = {
  initial: { is: 'open' },

  read: (stored) => {
    const definition = definitions.get(stored.type);
    if (!definition) throw new BadEvent('event.type', `${stored.type} is no event of an address`);
    return definition.read(stored);
  },

  evolve: (_, event) => {
    switch (event.type) {
      case 'communications.AddressSuppressed':
        return { is: 'suppressed', why: whyOf(event.data) };
      case 'communications.SuppressionLifted':
        return { is: 'open' };
    }
  },

  decide: (state, command) => {
    switch (command.type) {
      case 'Suppress': {
        const { address, learner, because, status, message } = command;
        if (state.is === 'suppressed') return [];
        return [AddressSuppressed.of({ address, learner, because, status, ...(message ? { message } : {}) })];
      }
      case 'Lift': {
        if (state.is === 'open') throw new Refused('address.open', 'nothing is suppressed for this address');
        const { address, learner, why } = command;
        return [SuppressionLifted.of({ address, learner, why })];
      }
    }
  },
};

const whyOf = ({ because, status }: { because: 'hard-bounce' | 'complaint'; status: string }): string =>
  because === 'complaint'
    ? 'a message to this address was called spam'
    : `the address takes no mail any more (${status})`;
