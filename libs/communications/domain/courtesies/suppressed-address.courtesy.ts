import { type Courtesy, suppress } from './courtesy.ts';

export const suppressedAddress: Courtesy = {
  id: 'suppressed-address',
  sentence:
    'Nothing goes to an address that does not exist any more, or whose owner complained, until an operator says it works.',
  objection: ({ addressee }) => (addressee?.suppressed === undefined ? undefined : suppress(addressee.suppressed)),
};
