import { type EventOf } from '@laurel/kernel';
import { communicationsEvents } from './communications.events.ts';
import { RuleFired } from './engagement.events.ts';

/** Decisions that leave the event store: the relay copies them to the log, and so to ClickHouse. */
export const decisionEvents = [RuleFired, ...communicationsEvents] as const;
export type AnyDecisionEvent = EventOf<(typeof decisionEvents)[number]>;
