import { type Courtesy, defer } from './courtesy.ts';

export const paused: Courtesy = {
  id: 'paused',
  sentence: 'While a campaign is paused, or all sending is stopped, its messages wait.',
  objection: ({ gate }, at) => (gate.is === 'wait' && at < gate.until ? defer(gate.until, gate.why) : undefined),
};
