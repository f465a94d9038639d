import { LEARNING_EVENTS } from '@laurel/contracts';
import { openPostgresEventLog } from '@laurel/event-log-postgres';
import { openKafkaEventLog } from '@laurel/event-log-kafka';
import { type EventLog } from '@laurel/kernel';
import { orCannotStart } from '../cannot-start.ts';
import { type Database } from './database.ts';
import { type Opening } from './parts.ts';

/** Kafka, or a table of the same PostgreSQL: the features cannot tell which. */
export const openLog = async ({ settings, log, opened }: Opening, { pool }: Database): Promise<EventLog> => {
  const { LAUREL_EVENT_LOG: kind, KAFKA_BROKERS: brokers = [], LAUREL_LOG_PARTITIONS: partitions } = settings;
  const eventLog = await (kind === 'kafka' ? openKafkaEventLog(brokers, log) : openPostgresEventLog(pool, log));
  opened('event log', eventLog, () => eventLog.close());
  // The intake may be up before any projection: the topic it writes to must not be one that a broker made by itself.
  await orCannotStart('the event log cannot be reached (LAUREL_EVENT_LOG, KAFKA_BROKERS)', () =>
    eventLog.ensureTopic(LEARNING_EVENTS, { partitions, retention: 'forever' }),
  );
  return eventLog;
};
