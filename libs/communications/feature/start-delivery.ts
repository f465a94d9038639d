import {
  ManagerReportFellDue,
  MessageDeferred,
  MessageDue,
  MessageRejected,
  MessageRequested,
  ReasonGiven,
  ReportFellDue,
  RuleFired,
  SendPostponed,
  SuggestionTaken,
  NoticeFellDue,
} from '@laurel/contracts';
import { startEvery } from '@laurel/platform';
import { type DeliveryDeps } from './delivery.deps.ts';
import { onManagerReportFellDue } from './manager-reports/on-manager-report-fell-due.reactor.ts';
import { onSuggestionTaken } from './manager-reports/on-suggestion-taken.reactor.ts';
import { onMessageDue } from './on-message-due.reactor.ts';
import { onMessagePutOff, wakeDue } from './on-message-put-off.reactor.ts';
import { onMessageRequested, onReportRequested } from './on-message-requested.reactor.ts';
import { onNoticeFellDue } from './on-notice-fell-due.reactor.ts';
import { onReportFellDue } from './on-report-fell-due.reactor.ts';
import { countClicks } from './person/count-clicks.ts';
import { onReasonGiven } from './person/on-reason-given.reactor.ts';
import { onMessageRejected } from './suppress-address.ts';
import { onRuleFired } from './on-rule-fired.reactor.ts';

/** The names under which `EventStore.lag` tells how far delivery is. */
export const DELIVERY_SUBSCRIPTIONS = [
  'on-rule-fired',
  'on-message-due',
  'on-report-fell-due',
  'on-manager-report-fell-due',
  'on-suggestion-taken',
  'on-notice-fell-due',
  'on-message-requested',
  'on-report-requested',
  'on-message-put-off',
  'on-message-rejected',
  'on-reason-given',
] as const;

const WAKE_MS = 5_000;

/** The road of messages. Any number of processes may run it: each subscription is held by one of them at a time. */
export const startDelivery = async (deps: DeliveryDeps): Promise<{ stop(): Promise<void> }> => {
  const { store } = deps;
  const putOff = new Set<string>([MessageDeferred.type, SendPostponed.type]);
  const requested = new Set([MessageRequested.type]);
  const running = [
    await store.subscribe('on-rule-fired', new Set([RuleFired.type]), onRuleFired(deps)),
    await store.subscribe('on-message-due', new Set([MessageDue.type]), onMessageDue(deps)),
    await store.subscribe('on-report-fell-due', new Set([ReportFellDue.type]), onReportFellDue(deps)),
    await store.subscribe(
      'on-manager-report-fell-due',
      new Set([ManagerReportFellDue.type]),
      onManagerReportFellDue(deps),
    ),
    await store.subscribe('on-suggestion-taken', new Set([SuggestionTaken.type]), onSuggestionTaken(deps)),
    await store.subscribe('on-notice-fell-due', new Set([NoticeFellDue.type]), onNoticeFellDue(deps)),
    await store.subscribe('on-message-requested', requested, onMessageRequested(deps)),
    await store.subscribe('on-report-requested', requested, onReportRequested(deps)),
    await store.subscribe('on-message-put-off', putOff, onMessagePutOff(deps.waiting)),
    await store.subscribe('on-message-rejected', new Set([MessageRejected.type]), onMessageRejected(store)),
    await store.subscribe('on-reason-given', new Set([ReasonGiven.type]), onReasonGiven(deps.facts)),
    startEvery({ name: 'clicks', everyMs: WAKE_MS, log: deps.log }, () => countClicks(deps)),
    startEvery({ name: 'wake', everyMs: WAKE_MS, log: deps.log }, () => wakeDue(deps)),
  ];
  return {
    stop: async () => {
      await Promise.all(running.map((one) => one.stop()));
    },
  };
};
