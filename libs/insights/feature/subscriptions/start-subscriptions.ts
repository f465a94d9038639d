import { startEvery } from '@laurel/platform';
import { type LookingDeps, lookAtSubscriptions } from './look-at-subscriptions.ts';

const LOOK_MS = 5_000;

/** Reports fall due by it. Any number of processes may run it: each report is decided once, whoever looks. */
export const startSubscriptions = (deps: LookingDeps): { stop(): Promise<void> } =>
  startEvery({ name: 'subscriptions', everyMs: LOOK_MS, log: deps.log }, () => lookAtSubscriptions(deps));
