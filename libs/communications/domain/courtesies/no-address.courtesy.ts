import { type Courtesy, suppress } from './courtesy.ts';

export const NO_ADDRESS = 'no address is known for this learner';

export const noAddress: Courtesy = {
  id: 'no-address',
  sentence: 'Nothing is sent to whom nobody said how to reach.',
  objection: ({ addressee }) => (addressee === undefined ? suppress(NO_ADDRESS) : undefined),
};
