import { dataschemaOf, decisionEvents, DECISIONS, LAUREL_SOURCE } from '@laurel/contracts';
import { type EventLog, type EventStore, type LogMessage, type RecordedEvent, type Subscription } from '@laurel/kernel';
import { z } from 'zod';

export interface RelayDeps {
  readonly store: EventStore;
  readonly log: EventLog;
  /** Of the topic, where it is new. */
  readonly partitions: number;
}

/** The name under which `EventStore.lag` tells how far the relay is. */
export const RELAY = 'relay';

/** Copies every decision about a learner to the log, at least once: its id is its identity among the facts. */
export const startRelay = async ({ store, log, partitions }: RelayDeps): Promise<Subscription> => {
  await log.ensureTopic(DECISIONS, { partitions, retention: 'forever' });
  const types = new Set<string>(decisionEvents.map(({ type }) => type));
  return store.subscribe(RELAY, types, (event) => log.append(DECISIONS, [messageOf(event)]));
};

const aboutLearner = z.looseObject({ learner: z.string() });

const messageOf = (event: RecordedEvent): LogMessage => {
  const data = aboutLearner.parse(event.data);
  const cloudEvent = {
    specversion: '1.0',
    id: event.id,
    source: LAUREL_SOURCE,
    type: event.type,
    time: event.recordedAt.toISOString(),
    subject: data.learner,
    dataschema: dataschemaOf(event.type, event.version),
    data,
  };
  return { key: data.learner, value: new TextEncoder().encode(JSON.stringify(cloudEvent)) };
};
